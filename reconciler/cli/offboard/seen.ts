/** What the systems show of a leaver beside what the files say: differences with what to do, and what could not be read. Ids only. */
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { AssetTag, SystemId } from '../../../schemas/primitives.ts';
import type { Desired } from '../../model/desired.ts';
import type { Account } from '../../model/observed.ts';
import { isFinal } from '../../plan/device-facts.ts';
import { differencesSeen, LOOK_TIME, type Look, lookAround, type SeenLine, type Unread } from '../../run/looking.ts';
import { openReaders } from '../../run/observing.ts';
import { valuesOf } from '../../texts/finding.ts';
import { findKey } from '../../texts/text.ts';
import type { Desk } from '../change/desk.ts';
import { type Said, say } from '../change/said.ts';
import { monthlyOf } from './summary.ts';

/** What was seen, and of whom; null when nobody was asked. */
export interface Seen {
  readonly employee: Employee['id'];
  readonly look: Look | null;
}

/** One difference between files and systems. */
interface Difference {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
  readonly said: Said;
}

/** Looks at what the systems show of somebody; asks nobody when the look is not wanted. Never rejects. */
export async function seenBy({ ground }: Desk, employee: Employee, isWanted: boolean): Promise<Seen> {
  return { employee: employee.id, look: isWanted ? await lookAround(ground, employee, openReaders(ground)) : null };
}

function said(what: Said, todo: Said): Said {
  return say('seen.difference', {}, { parts: { what, todo }, level: 1 });
}

function* ofInventory(desk: Desk, desired: Desired, { employee, look }: { employee: Employee['id']; look: Look }): Generator<Difference> {
  for (const finding of differencesSeen(desk.ground, { desired, look, employee })) {
    const values = valuesOf(finding);
    const variant = `finding.${finding.code}.${finding.values['variant'] ?? ''}`;
    const what = say(findKey(variant) === null ? `finding.${finding.code}` : variant, values);
    const todo = finding.code === 'unknown-device' ? 'seen.unknown-todo' : `todo.${finding.code}`;
    yield { code: finding.code, values, said: said(what, say(todo, values)) };
  }
}

/** In these the person still has a device or gets it back: an inventory goes on showing it as in use until it is checked in. */
const STILL_OUT: ReadonlySet<Device['status']> = new Set(['awaited', 'repair', 'sale-pending']);

/** What the inventory says of the state of a device that the person has, where that is a word of ours and another one than the file's. */
function* ofStatus(devices: readonly Device[], look: Look): Generator<Difference> {
  for (const device of devices) {
    const snapshot = device.inventory === undefined ? undefined : look.observed.get(device.inventory.system);
    if (snapshot === undefined || device.inventory === undefined) continue;
    const { system, id } = device.inventory;
    const shown = snapshot.reading.assets.find((asset) => asset.id === String(id))?.status ?? null;
    if (shown === null || shown === device.status || findKey(`device.${shown}`) === null) continue;
    if (shown === 'in-use' && STILL_OUT.has(device.status)) continue;
    const values = { device: device.id, status: device.status, system, shown };
    yield { code: 'status-differs', values, said: said(say('seen.status', values), say('todo.holder-mismatch')) };
  }
}

function seatsOf(desired: Desired, line: SeenLine['line'], account: Account): Difference[] {
  const declared = new Set<string>(line.licences);
  const more = (account.licences ?? []).map((one) => one.id).filter((id) => !declared.has(id));
  if (more.length === 0) return [];
  const monthly = monthlyOf(desired, { ...line, licences: more }) ?? '';
  const values = { system: line.system, licences: more.join(', '), monthly };
  return [{ code: 'seats', values, said: say('seen.seats', values, { level: 1 }) }];
}

function* ofAccount(desired: Desired, { line, account }: SeenLine): Generator<Difference> {
  const { system } = line;
  if (account === null) yield { code: 'account-missing', values: { system }, said: say('seen.account-missing', { system }, { level: 1 }) };
  else if (account.enabled === false)
    yield { code: 'account-off', values: { system }, said: say('seen.account-off', { system }, { level: 1 }) };
  if (account !== null) yield* seatsOf(desired, line, account);
}

function differencesOf(desk: Desk, desired: Desired, { employee, look }: Seen): readonly Difference[] {
  if (look === null) return [];
  const devices = [...desired.devices.values()].filter((one) => !isFinal(one) && (one.holder === employee || one.awaitedFrom === employee));
  return [
    ...ofInventory(desk, desired, { employee, look }),
    ...ofStatus(devices, look),
    ...look.lines.flatMap((line) => [...ofAccount(desired, line)]),
  ];
}

function unreadSaid({ system, code, why, isPart }: Unread, commit: string): Said {
  if (code === 'late') return say('seen.late', { system, seconds: String(LOOK_TIME / 1000), commit });
  return say(isPart ? 'seen.part' : 'seen.unread', { system, codes: code, text: why ?? '', commit });
}

/** All of it in sentences: which systems were read, what they show otherwise than these files, and what was not read. */
export function seenSaid(desk: Desk, desired: Desired, seen: Seen): readonly Said[] {
  const commit = desk.ground.head.slice(0, 7);
  const { look, employee } = seen;
  if (look === null) return [say('seen.offline', { commit })];
  const differences = differencesOf(desk, desired, seen).map((one) => one.said);
  const systems = look.read.join(', ');
  const unread = look.unread.map((one) => unreadSaid(one, commit));
  if (differences.length > 0) return [say('seen.differs', { systems }), ...differences, ...unread];
  return systems === '' ? unread : [say('seen.read', { systems, employee }), ...unread];
}

/** The same for `--json`; null when nobody was asked. */
export function seenData(desk: Desk, desired: Desired, seen: Seen): object | null {
  if (seen.look === null) return null;
  const { read, unread } = seen.look;
  return {
    read,
    unread: unread.map(({ system, code }) => ({ system, code })),
    differences: differencesOf(desk, desired, seen).map(({ code, values }) => ({ code, ...values })),
  };
}

/** A device that a system shows under this tag, as the system spells it; null when none does. */
export function onlyIn({ look }: Seen, tag: string): { readonly system: SystemId; readonly tag: AssetTag } | null {
  for (const [system, { reading }] of look?.observed ?? []) {
    const found = reading.assets.find((asset) => asset.tag?.toLowerCase() === tag.toLowerCase())?.tag ?? null;
    if (found !== null) return { system, tag: found };
  }
  return null;
}
