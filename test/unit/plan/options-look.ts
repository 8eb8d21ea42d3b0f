/** Short ways to ask for the options of one device. */
import { type DeviceOption, optionsFor } from '../../../reconciler/plan/device-options.ts';
import type { PersonView } from '../../../reconciler/plan/input.ts';
import type { Device } from '../../../schemas/device.ts';
import type { Day } from '../../../schemas/primitives.ts';
import type { DispositionKind } from '../../../schemas/vocabulary.ts';
import { contextOf, device, lease, plan } from './findings/look.ts';
import { person, type World } from './world.ts';

const LAST = '2027-01-31';
/** What a leased device has beside an owned one. */
export const leased = { ownership: 'leased', lease: 'll-1' } as const;

/** The options of LT-1 of somebody who leaves on 31 January, chosen on 4 January. */
export function options(
  own: object = {},
  rest: World & { wish?: object; last?: string | null; today?: string } = {},
): readonly DeviceOption[] {
  const { wish, last = LAST, today = '2027-01-04', ...world } = rest;
  const context = contextOf({
    people: [person('e-1', last === null ? {} : { lastDay: last })],
    devices: [device('LT-1', 'e-1', own)],
    offboardings: wish === undefined || last === null ? [] : [plan('e-1', last, { devices: { 'LT-1': wish as never } })],
    leases: [lease('ll-1', ['LT-1'], { to: '2027-11-30', rent: '219.00 SEK', breakFee: '250.00 SEK' })],
    ...world,
  });
  const view = context.people.get('e-1' as never) as PersonView;
  return optionsFor({ desired: context.input.desired, today: today as Day }, view, view.devices[0] as Device);
}

/** The option of one disposition. */
export function option(kind: DispositionKind, ...given: Parameters<typeof options>): DeviceOption {
  const found = options(...given).find((one) => one.kind === kind);
  if (found === undefined) throw new Error(kind);
  return found;
}

/** The one lease of LT-1. */
export const lines = (own: object): World => ({ leases: [lease('ll-1', ['LT-1'], { rent: '219.00 SEK', ...own })] });
