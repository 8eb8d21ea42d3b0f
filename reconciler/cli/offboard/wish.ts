/** Words and options of `offboard` -> what is wished, checked against nothing but their own form. */
import type { AssetTag, Day, EmployeeId } from '../../../schemas/primitives.ts';
import type { Invocation } from '../command.ts';
import { UsageError } from '../context.ts';
import { dayOption, isOn, listOption, textOption, wordOption } from '../options.ts';

/** A disposition as it is named on the command line; `transfer:e-1019` names who gets the device. */
export interface DeviceWish {
  readonly tag: AssetTag;
  readonly disposition: 'release' | 'transfer' | 'buyout' | 'return-to-lessor' | 'return-to-owner' | 'lost' | 'destroy' | 'keep';
  readonly to: EmployeeId | null;
}

/** What is wished for one leaver. */
export interface OffboardWish {
  readonly employee: string;
  readonly lastDay: Day;
  readonly lastWorkingDay: Day | null;
  readonly devices: readonly DeviceWish[];
  readonly successor: EmployeeId | null;
  readonly noEmail: 'agreed' | 'elsewhere' | 'unsaid' | null;
  readonly endedBy: 'person' | 'company' | 'term' | 'unstated' | null;
  readonly isImmediate: boolean;
}

const DISPOSITIONS = ['release', 'transfer', 'buyout', 'return-to-lessor', 'return-to-owner', 'lost', 'destroy', 'keep'] as const;

function readDevice(text: string): DeviceWish {
  const match = /^([A-Za-z0-9][A-Za-z0-9-]{0,62})=([a-z-]+)(?::([a-z0-9][a-z0-9-]{0,62}))?$/u.exec(text);
  const disposition = DISPOSITIONS.find((one) => one === match?.[2]);
  if (match === null || disposition === undefined) {
    throw new UsageError(
      `--device is "${text}".`,
      `TAG=DISPOSITION, for example LT-0042=release or LT-0042=transfer:e-1019. Dispositions: ${DISPOSITIONS.join(', ')}.`,
    );
  }
  if (disposition === 'transfer' && match[3] === undefined)
    throw new UsageError(`--device ${text} does not say who gets it.`, `${match[1]}=transfer:e-1019`);
  if (disposition !== 'transfer' && match[3] !== undefined) throw new UsageError(`--device ${text}: only a transfer names a person.`);
  return { tag: match[1] as AssetTag, disposition, to: (match[3] ?? null) as EmployeeId | null };
}

/** Reads the command line. */
export function readWish({ words, options }: Invocation): OffboardWish {
  const lastDay = dayOption(options, 'lastDay', '--last-day');
  if (lastDay === null) throw new UsageError('--last-day is missing.', 'lastday offboard e-1042 --last-day 2027-03-31');
  const because = wordOption(textOption(options, 'because'), '--because', ['agreed', 'elsewhere']);
  const isQuiet = options['email'] === false;
  if (because !== null && !isQuiet) throw new UsageError('--because goes with --no-email.');
  return {
    employee: words[0] ?? '',
    lastDay: lastDay as Day,
    lastWorkingDay: dayOption(options, 'lastWorkingDay', '--last-working-day') as Day | null,
    devices: listOption(options, 'device').map(readDevice),
    successor: textOption(options, 'successor') as EmployeeId | null,
    noEmail: isQuiet ? (because ?? 'unsaid') : null,
    endedBy: wordOption(textOption(options, 'endedBy'), '--ended-by', ['person', 'company', 'term', 'unstated']),
    isImmediate: isOn(options, 'now'),
  };
}
