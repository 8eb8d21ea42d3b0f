/** What a seed is about: most are about everything; the others bring together what seldom meets by chance. */
import type { Chance } from '../chance.ts';

/** How a seed differs from others. */
export interface Theme {
  readonly name: string;
  /** Deeds that come more often, each with what is added to how often. */
  readonly deeds: Readonly<Record<string, number>>;
  /** Shares of days with an undo, and with a second night soon after the first. */
  readonly undo: number;
  readonly again: number;
  /** Share of runs during which somebody does something, and what. */
  readonly merge: number;
  readonly meanwhile: readonly string[];
  /** Share of nights in which pushes of the journal are refused for a while. */
  readonly refused: number;
}

const USUAL: Theme = {
  name: 'everything',
  deeds: {},
  undo: 0.1,
  again: 0.08,
  merge: 0.2,
  meanwhile: ['stayLonger', 'rescue', 'stayAfterAll', 'leave', 'hold', 'shield', 'freeze', 'comeBack', 'meddle', 'meddle', 'closeNow'],
  refused: 0,
};

/** Leavers who stay after all while the run that ends their access is on its way. */
const RESCUES: Theme = { ...USUAL, name: 'rescues', deeds: { leave: 90 }, merge: 0.95, meanwhile: ['rescue'] };

/** Accounts that a run wrote are changed by hand, and then what it did is to be undone. */
const REGRETS: Theme = { ...USUAL, name: 'regrets', deeds: { retouch: 60, leave: 40 }, undo: 0.8 };

const THEMES: readonly Theme[] = [
  RESCUES,
  RESCUES,
  REGRETS,
  REGRETS,
  { ...USUAL, name: 'haste', deeds: { manyLeave: 40, leave: 20, limit: 6 }, again: 0.6 },
  { ...USUAL, name: 'shields', deeds: { shield: 60, leave: 60, cleanUp: 10 } },
  {
    ...USUAL,
    name: 'meanwhile',
    deeds: { leave: 60 },
    merge: 0.95,
    meanwhile: ['rescue', 'rescue', 'meddle', 'meddle', 'meddle', 'freeze'],
  },
  { ...USUAL, name: 'away', deeds: { closeBefore: 80, comeBack: 20 }, merge: 0.9, meanwhile: ['closeNow', 'closeNow', 'rescue', 'meddle'] },
  { ...USUAL, name: 'things', deeds: { leave: 90 } },
  { ...USUAL, name: 'doubt', deeds: { swapId: 30, renewId: 40, forgetId: 15, leave: 40 } },
  { ...USUAL, name: 'silence', deeds: { leave: 60 }, refused: 0.7 },
];

/** The theme of a seed. */
export function themeOf(chance: Chance): Theme {
  return chance.is(0.4) ? USUAL : (chance.pick(THEMES) ?? USUAL);
}
