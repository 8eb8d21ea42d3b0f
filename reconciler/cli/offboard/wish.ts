/** Words and options of `offboard` -> what is wished, checked against nothing but their own form. */
import type { AssetTag, Day, EmployeeId, Money } from '../../../schemas/primitives.ts';
import type { DispositionKind } from '../../../schemas/vocabulary.ts';
import type { Invocation } from '../command.ts';
import { UsageError } from '../context.ts';
import { dayOption, isDayText, isOn, listOption, moneyOf, textOption, wordOption } from '../options.ts';

/** A disposition as it is named on the command line, with what it needs: `transfer:e-1019`, `buyout:1800.00:2026-12-15`, `hold:2027-03-31:M-7`. */
export interface DeviceWish {
  readonly tag: AssetTag;
  readonly disposition: DispositionKind;
  readonly to: EmployeeId | null;
  readonly offer: { readonly price: Money | string; readonly answerBy: Day } | null;
  readonly hold: { readonly until: Day; readonly matter: string } | null;
}

/** What is wished for one leaver. Null: nothing is said about it, and what the files say stays. */
export interface OffboardWish {
  readonly employee: EmployeeId;
  readonly lastDay: Day;
  readonly lastWorkingDay: Day | null;
  readonly devices: readonly DeviceWish[];
  readonly successor: EmployeeId | null;
  readonly noEmail: 'agreed' | 'elsewhere' | 'unsaid' | null;
  readonly endedBy: 'person' | 'company' | 'term' | 'unstated' | null;
  readonly isImmediate: boolean;
}

/** Every disposition, in the order that help and the wizard show them. */
export const DISPOSITIONS = [
  'release',
  'transfer',
  'buyout',
  'return-to-lessor',
  'return-to-owner',
  'hold',
  'lost',
  'destroy',
  'keep',
] as const satisfies readonly DispositionKind[];

const NEEDS: Readonly<Partial<Record<DispositionKind, { readonly count: readonly number[]; readonly example: string }>>> = {
  transfer: { count: [1], example: 'transfer:e-1019' },
  buyout: { count: [0, 2], example: 'buyout:1800.00:2026-12-15' },
  hold: { count: [2], example: 'hold:2027-03-31:M-7' },
};

function dayIn(flag: string, text: string): Day {
  if (!isDayText(text)) throw new UsageError(`${flag}: "${text}" is no day.`, 'A day is written YYYY-MM-DD, for example 2027-01-31.');
  return text as Day;
}

/** Reads `TAG=DISPOSITION`. */
export function readDevice(text: string): DeviceWish {
  const [, tag = '', word = '', rest] = /^([A-Za-z0-9][A-Za-z0-9-]{0,62})=([a-z-]+)(?::(.+))?$/u.exec(text) ?? [];
  const disposition = DISPOSITIONS.find((one) => one === word);
  if (disposition === undefined) {
    throw new UsageError(
      `--device is "${text}".`,
      `TAG=DISPOSITION, for example LT-0042=release or LT-0042=transfer:e-1019. Dispositions: ${DISPOSITIONS.join(', ')}.`,
    );
  }
  const more = rest === undefined ? [] : rest.split(':');
  const need = NEEDS[disposition] ?? { count: [0], example: disposition };
  if (!need.count.includes(more.length)) throw new UsageError(`--device ${text} says too much or too little.`, `${tag}=${need.example}`);
  const [first = '', second = ''] = more;
  const flag = `--device ${tag}`;
  return {
    tag: tag as AssetTag,
    disposition,
    to: disposition === 'transfer' ? (first as EmployeeId) : null,
    offer: disposition === 'buyout' && more.length > 0 ? { price: moneyOf(flag, first), answerBy: dayIn(flag, second) } : null,
    hold: disposition === 'hold' ? { until: dayIn(flag, first), matter: second } : null,
  };
}

/** Reads the command line; a last day must be there. */
export function readWish({ words, options }: Invocation): OffboardWish {
  const [employee] = words;
  if (employee === undefined) throw new UsageError('who leaves?', 'lastday offboard e-1042 --last-day 2027-03-31');
  const lastDay = dayOption(options, 'lastDay', '--last-day');
  if (lastDay === null) throw new UsageError('--last-day is missing.', 'lastday offboard e-1042 --last-day 2027-03-31');
  const because = wordOption(textOption(options, 'because'), '--because', ['agreed', 'elsewhere']);
  const isQuiet = options['email'] === false;
  if (because !== null && !isQuiet) throw new UsageError('--because goes with --no-email.');
  return {
    employee: employee as EmployeeId,
    lastDay: lastDay as Day,
    lastWorkingDay: dayOption(options, 'lastWorkingDay', '--last-working-day') as Day | null,
    devices: listOption(options, 'device').map(readDevice),
    successor: textOption(options, 'successor') as EmployeeId | null,
    noEmail: isQuiet ? (because ?? 'unsaid') : null,
    endedBy: wordOption(textOption(options, 'endedBy'), '--ended-by', ['person', 'company', 'term', 'unstated']),
    isImmediate: isOn(options, 'now'),
  };
}
