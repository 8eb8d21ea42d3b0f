/** `lastday receive`: a device is back; its condition, how it was wiped, and which locks are off. */
import type { Device } from '../../schemas/device.ts';
import type { Day, EmployeeId } from '../../schemas/primitives.ts';
import type { Edit, EditValue } from '../model/proposal.ts';
import { isForeign, isUnlocked, isWiped } from '../plan/device-facts.ts';
import { dropFields, setField } from '../plan/edits.ts';
import { askedKey } from '../record/propose/request.ts';
import { atDesk, type Desk, devicePath, findEmployee } from './change/desk.ts';
import { differingKeys } from './change/differing.ts';
import { changeFiles } from './change/files.ts';
import { type Said, say } from './change/said.ts';
import { submit } from './change/submit.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { findTargets } from './devices/targets.ts';
import { dayOption, textOption, wordOption } from './options.ts';

/** What somebody saw and did when the device came back; null where nothing is said. */
export interface Receipt {
  readonly on: Day | null;
  readonly condition: 'ok' | 'worn' | 'damaged' | null;
  readonly by: EmployeeId | null;
  readonly wiped: 'clear' | 'purge' | 'destroy' | null;
  readonly certificate: string | null;
  readonly activation: 'removed' | 'present' | null;
  readonly recoveryKey: 'escrowed' | 'missing' | null;
  readonly management: 'removed' | 'present' | null;
  readonly simPin: 'known' | 'unknown' | null;
}

/** Reads the command line. */
export function readReceipt(options: Invocation['options']): Receipt {
  const wiped = wordOption(textOption(options, 'wiped'), '--wiped', ['clear', 'purge', 'destroy']);
  const certificate = textOption(options, 'certificate');
  if (certificate !== null && wiped === null)
    throw new UsageError('--certificate goes with --wiped.', '--wiped purge --certificate W-2027-0004');
  return {
    on: dayOption(options, 'on', '--on') as Day | null,
    condition: wordOption(textOption(options, 'condition'), '--condition', ['ok', 'worn', 'damaged']),
    by: textOption(options, 'by') as EmployeeId | null,
    wiped,
    certificate,
    activation: wordOption(textOption(options, 'activation'), '--activation', ['removed', 'present']),
    recoveryKey: wordOption(textOption(options, 'recoveryKey'), '--recovery-key', ['escrowed', 'missing']),
    management: wordOption(textOption(options, 'management'), '--management', ['removed', 'present']),
    simPin: wordOption(textOption(options, 'sim'), '--sim', ['known', 'unknown']),
  };
}

function withBy(value: { readonly [key: string]: EditValue }, by: EmployeeId | null): { readonly [key: string]: EditValue } {
  return by === null ? value : { ...value, by };
}

/** The device with what is proven now written into it. A day that the file has already stays, unless another one is said. */
function factsOf(device: Device, receipt: Receipt, today: Day): { readonly [key: string]: EditValue } {
  const { on, condition, by, wiped, certificate, activation, recoveryKey, management, simPin } = receipt;
  const back = device.status === 'awaited' || device.status === 'in-use' ? undefined : device.returned;
  const isBackSaid = back !== undefined && on === null && condition === null;
  const returned = isBackSaid
    ? {}
    : { returned: withBy({ on: on ?? back?.on ?? today, condition: condition ?? back?.condition ?? 'ok' }, by) };
  const known = device.wiped?.method === wiped && on === null && back !== undefined ? device.wiped : undefined;
  const proof = certificate ?? known?.certificate;
  const erased = { on: known?.on ?? on ?? today, method: wiped ?? '', ...(proof === undefined ? {} : { certificate: proof }) };
  const said = Object.entries({ activation, recoveryKey, management, simPin }).filter(([, value]) => value !== null);
  return {
    ...returned,
    ...(said.length === 0 ? {} : { locks: { ...device.locks, ...(Object.fromEntries(said) as Record<string, string>) } }),
    ...(wiped === null ? {} : { wiped: withBy(erased, by) }),
  };
}

/** Statuses that a return does not change: they stand for a matter of their own. */
const STAYS: ReadonlySet<Device['status']> = new Set(['hold', 'sale-pending', 'repair', 'available']);

/** Ready for the next person when it is wiped and unlocked, unless it goes back to somebody who owns it; else to be wiped. */
function statusOf(device: Device, goesBack: boolean): Device['status'] {
  if (STAYS.has(device.status)) return device.status;
  return !goesBack && !isForeign(device) && isWiped(device) && isUnlocked(device) ? 'available' : 'received';
}

function goesToLessor({ desired }: Desk, device: Device): boolean {
  const from = device.awaitedFrom ?? device.holder;
  return [...desired.offboardings.values()].some(
    (plan) => plan.employee === from && plan.closed === undefined && plan.devices?.[device.id]?.disposition === 'return-to-lessor',
  );
}

/** The edits of the device's file, and what they say. */
export function receive(desk: Desk, device: Device, receipt: Receipt): { readonly edits: readonly Edit[]; readonly said: readonly Said[] } {
  const facts = factsOf(device, receipt, desk.today);
  const after = { ...device, ...facts };
  const status = statusOf(after, goesToLessor(desk, device));
  const isReady = status === 'available' && device.status !== 'available';
  const edits: Edit[] = [...differingKeys([], device, facts), ...setField(device, 'status', status)];
  if (!STAYS.has(device.status)) edits.push(...(device.holder === null ? [] : setField(device, 'holder', null)));
  if (typeof device.holder === 'string' && !STAYS.has(device.status) && !isReady)
    edits.push(...setField(device, 'awaitedFrom', device.holder));
  if (isReady) edits.push(...dropFields(device, 'awaitedFrom', 'awaitedSince'));
  const tag = { device: device.id };
  const { returned, wiped, locks } = after;
  const from = typeof device.holder === 'string' ? device.holder : device.awaitedFrom;
  const said: Said[] = [];
  if (returned !== undefined && 'returned' in facts)
    said.push(say('say.back', { ...tag, day: returned.on, condition: returned.condition, from }));
  if (wiped !== undefined && 'wiped' in facts)
    said.push(say('say.wiped', { ...tag, day: wiped.on, method: wiped.method, certificate: wiped.certificate }));
  const states = Object.entries(locks ?? {}).map(([name, value]) => `${name} ${value}`);
  if ('locks' in facts) said.push(say('say.unlocked', { ...tag, locks: states.join(', ') }));
  // What belongs to somebody else is back, and that is all: it is not wiped.
  if (status !== device.status && !isForeign(device)) said.push(say('say.becomes', { ...tag, status }));
  return { edits, said };
}

/** Writes the receipt for one device and sends it. */
export async function sendReceipt(desk: Desk, about: { tag: string; receipt: Receipt }, options: Invocation['options']): Promise<number> {
  const [target] = findTargets(desk, [about.tag], 'lastday receive LT-0042 --condition ok');
  if (target === undefined) return 64;
  const { device } = target;
  if (about.receipt.by !== null) findEmployee(desk, about.receipt.by);
  if (about.receipt.wiped !== null && isForeign(device))
    throw new Stop(64, `${device.id} is ${device.ownership}; it is never wiped by us.`, 'Leave --wiped out.');
  const files = changeFiles(desk.texts);
  const { edits, said } = receive(desk, device, about.receipt);
  files.edit('device', devicePath(desk.desired, device.id), edits);
  const change = {
    key: askedKey('receive', device.id),
    purpose: 'receive',
    person: null,
    files: files.all(),
    title: say('title.receive', { tags: device.id }),
    summary: () => said,
  } as const;
  return submit(desk, change, options);
}

/** Notes that a device came back. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const receipt = readReceipt(options);
  const [tag] = words;
  if (tag === undefined) throw new UsageError('which device?', 'lastday receive LT-0042 --condition ok');
  return atDesk(context, (desk) => sendReceipt(desk, { tag, receipt }, options));
}
