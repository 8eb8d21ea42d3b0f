/** What plans of the simulated year decide on devices: everything that is allowed, by chance. */
import { addDays } from '../../reconciler/calendar.ts';
import type { EditValue } from '../../reconciler/model/proposal.ts';
import type { Day } from '../../schemas/primitives.ts';
import type { Office } from './company.ts';
import type { Document } from './documents.ts';
import type { Chance } from './random.ts';

/** A leaving that is being planned. */
export interface Leaving {
  readonly person: string;
  readonly today: Day;
  readonly lastDay: Day;
}

type Wish = { readonly [key: string]: EditValue };

function buyout({ today }: Leaving, chance: Chance): Wish {
  const isYes = chance.is(0.7);
  return {
    disposition: 'buyout',
    offer: {
      price: `${chance.between(5, 40) * 100}.00 SEK`,
      vat: 'included',
      answerBy: addDays(today, 2),
      ...(isYes ? { answer: 'yes' } : {}),
      else: 'release',
    },
    settle: 'final-pay',
    ...(isYes ? { consent: { on: today, ref: 'HR-1' } } : {}),
  };
}

/** A colleague of the same company who stays. */
function receiver(company: Office, leaving: Leaving, chance: Chance): string | undefined {
  const unit = company.read('employee', `state/employees/${leaving.person}.yaml`).unit;
  const others = company.all('employee').filter(([, one]) => one.unit === unit && one.lastDay === undefined && one.id !== leaving.person);
  return chance.pick(others.map(([, one]) => one.id));
}

function wishFor(company: Office, device: Document<'device'>, about: { leaving: Leaving; chance: Chance }): Wish | null {
  const { leaving, chance } = about;
  const { type, ownership } = device;
  if (ownership === 'personal') return { disposition: 'keep' };
  if (ownership === 'third-party') return { disposition: 'return-to-owner' };
  if (type === 'smartcard' || type === 'key') return { disposition: 'destroy' };
  const kinds = ['release', 'release', 'transfer', 'buyout', 'hold', 'lost', ...(ownership === 'leased' ? ['return-to-lessor'] : [])];
  const kind = chance.pick(kinds) ?? 'release';
  if (kind === 'buyout') return type === 'laptop' || type === 'phone' ? buyout(leaving, chance) : { disposition: 'release' };
  if (kind === 'hold') return { disposition: 'hold', until: addDays(leaving.lastDay, 60), matter: 'M-9' };
  if (kind !== 'transfer') return { disposition: kind };
  const to = receiver(company, leaving, chance);
  return to === undefined ? null : { disposition: 'transfer', to };
}

/** A wish for most devices of a leaver. */
export function dispositionsFor(company: Office, leaving: Leaving, chance: Chance): Record<string, EditValue> {
  const wishes: Record<string, EditValue> = {};
  for (const [, device] of company.all('device')) {
    if (device.holder !== leaving.person || device.status !== 'in-use' || chance.is(0.2)) continue;
    const wish = wishFor(company, device, { leaving, chance });
    if (wish !== null) wishes[device.id] = wish;
  }
  return wishes;
}
