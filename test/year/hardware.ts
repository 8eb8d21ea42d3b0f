/** What the service desk does with devices in the simulated year, a step a day at most: takes back, wipes, sends on, hands out. */
import type { Edit, EditValue } from '../../reconciler/model/proposal.ts';
import type { Day } from '../../schemas/primitives.ts';
import type { Office } from './company.ts';
import type { Document } from './documents.ts';
import type { Chance } from './random.ts';

type Device = Document<'device'>;

const set = (device: Device, key: keyof Device, value: EditValue): Edit[] => [
  ...(device[key] === undefined ? [] : [{ op: 'deleteKey' as const, path: [], key }]),
  { op: 'setKey', path: [], key, value },
];
const status = (value: Device['status']): Edit => ({ op: 'setScalar', path: ['status'], value });

/** Back, then wiped and unlocked; property of others is only unlocked. */
function takeBack(device: Device, today: Day, chance: Chance): Edit[] {
  if (device.returned === undefined) return chance.is(0.25) ? set(device, 'returned', { on: today, condition: 'ok' }) : [];
  if (device.ownership === 'third-party') return chance.is(0.3) ? [status('returned-to-owner')] : [];
  if (device.wiped !== undefined || !chance.is(0.4)) return [];
  return [...set(device, 'wiped', { on: today, method: 'purge', certificate: `W-${device.id}` }), ...unlock(device)];
}

function unlock(device: Device): Edit[] {
  return device.locks === undefined
    ? set(device, 'locks', { activation: 'removed' })
    : ([{ op: 'setKey', path: ['locks'], key: 'activation', value: 'removed' }].filter(
        () => device.locks?.activation === undefined,
      ) as Edit[]);
}

/** The steps of a sale in their order: bought from the lessor, wiped, paid. */
function sell(device: Device, today: Day, chance: Chance): Edit[] {
  if (!chance.is(0.3)) return [];
  if (device.ownership === 'leased' && device.acquired === undefined)
    return set(device, 'acquired', { from: 'Hyrbert Finans', price: '900.00 SEK', on: today });
  if (device.wiped === undefined || device.wiped.method === 'clear' || device.locks?.management !== 'removed')
    return [
      ...set(device, 'wiped', { on: today, method: 'purge' }),
      ...set(device, 'locks', { activation: 'removed', management: 'removed' }),
    ];
  if (device.sale === undefined || device.sale.paid !== undefined) return [];
  return [{ op: 'setKey', path: ['sale'], key: 'paid', value: today }];
}

/** Wiped devices whose plan sends them back leave for the lessor. */
function sendBack(company: Office, device: Device): boolean {
  const from = device.awaitedFrom;
  const plan = from === undefined ? null : `state/offboardings/${from}.yaml`;
  if (plan === null || !company.files.has(plan)) return false;
  return company.read('offboarding', plan).devices?.[device.id]?.disposition === 'return-to-lessor';
}

function nextStep(company: Office, device: Device, at: { today: Day; chance: Chance }): Edit[] {
  const { today, chance } = at;
  const isAwaited = device.returned === undefined && device.awaitedFrom !== undefined;
  if (device.status === 'received' && device.wiped !== undefined && sendBack(company, device)) return [status('returned-to-lessor')];
  if (device.status === 'awaited' || device.status === 'received') return takeBack(device, today, chance);
  if (device.status === 'hold' && isAwaited) return takeBack(device, today, chance);
  if (device.status === 'sale-pending') return sell(device, today, chance);
  if (device.status === 'lost' && device.lost === undefined)
    return set(device, 'lost', { on: today, locked: today, assessed: today, police: 'K-1' });
  if (device.status !== 'repair' || !chance.is(0.05)) return [];
  return [status('in-use'), ...(device.repair === undefined ? [] : [{ op: 'deleteKey' as const, path: [], key: 'repair' }])];
}

/** A day's work. */
export function workOnDevices(company: Office, today: Day, chance: Chance): void {
  for (const [path, device] of company.all('device')) {
    const edits = nextStep(company, device, { today, chance });
    if (edits.length > 0) company.edit('device', path, edits);
  }
}

/** A device that is ready goes to somebody who has none of its kind. */
export function handOut(company: Office, today: Day): void {
  const devices = company.all('device');
  const ready = devices.filter(([, one]) => one.status === 'available' && one.holder === null && one.ownership === 'owned');
  for (const [path, device] of ready) {
    const served = new Set(devices.filter(([, one]) => one.type === device.type).map(([, one]) => one.holder));
    const [, person] =
      company.all('employee').find(([, one]) => one.id.startsWith('e-5') && one.lastDay === undefined && !served.has(one.id)) ?? [];
    if (person === undefined) continue;
    const gone = (['returned', 'wiped', 'awaitedFrom', 'awaitedSince'] as const).filter((key) => device[key] !== undefined);
    company.edit('device', path, [
      { op: 'setScalar', path: ['holder'], value: person.id },
      status('in-use'),
      ...set(device, 'received', today),
      ...gone.map((key): Edit => ({ op: 'deleteKey', path: [], key })),
    ]);
    return;
  }
}
