import { describe, expect, it } from 'vitest';
import type { Situation } from '../../../reconciler/model/correlation.ts';
import type { Draft } from '../../../reconciler/plan/draft.ts';
import { makeGround } from '../../../reconciler/plan/ground.ts';
import { makeContext } from '../../../reconciler/plan/input.ts';
import { doubtLink } from '../../../reconciler/plan/links.ts';
import { account, makeInput, type World } from './world.ts';

function draft(situation: Situation | null, of: { kind?: string; isSeen?: boolean; world?: World } = {}): Draft {
  const { kind = 'disable', isSeen = true, world = {} } = of;
  const [system] = makeGround(makeContext(makeInput(world))).systems.values();
  const link = situation === null ? null : { situation, account: isSeen ? account('a') : null };
  return { change: { kind }, link, system } as never;
}

const unread = { unread: ['ad'] };

describe('what a link bears', () => {
  it.each<[string, Draft, string | null]>([
    ['no link, no doubt', draft(null), null],
    ['linked', draft('linked'), null],
    ['linked, not seen', draft('linked', { isSeen: false }), 'not-seen'],
    ['disputed', draft('disputed'), 'disputed'],
    ['a fresh id', draft('fresh-id'), 'fresh-id'],
    ['login only, end of sign-in', draft('login-only'), null],
    ['login only, sessions', draft('login-only', { kind: 'sessions' }), null],
    ['login only, groups', draft('login-only', { kind: 'groups' }), 'login-only'],
    ['unknown in a whole reading', draft('unknown'), 'several'],
    ['unknown without a reading', draft('unknown', { world: unread }), 'not-seen'],
    ['missing', draft('missing', { world: unread }), 'not-seen'],
  ])('%s', (_, one, expected) => {
    expect(doubtLink(one)).toBe(expected);
  });
});
