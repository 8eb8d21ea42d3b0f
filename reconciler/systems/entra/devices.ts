/** Devices as Intune manages them -> the model. Pure. */
import { z } from 'zod';
import { AssetTag } from '../../../schemas/primitives.ts';
import type { Asset } from '../../model/observed.ts';
import { dayOfInstant } from './records.ts';

const Text = z.string().nullish();

/** What became of something that was asked of a device. */
const Action = z.object({ actionName: Text, actionState: Text, startDateTime: Text });

/** A device. Its id is that of its enrolment: enrolled anew, it has another one. */
export const Device = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu)
    .toLowerCase(),
  deviceName: Text,
  serialNumber: Text,
  userPrincipalName: Text,
  lastSyncDateTime: Text,
  deviceActionResults: z.array(Action).nullish(),
});
export type Device = z.infer<typeof Device>;

/** Properties that a reading needs. */
export const DEVICE_SELECT = 'id,deviceName,serialNumber,userPrincipalName,lastSyncDateTime,deviceActionResults';

/** What makers leave in the place of a serial number, without spaces and in capitals. */
const NO_SERIAL: ReadonlySet<string> = new Set([
  '',
  '0',
  'TOBEFILLED',
  'TOBEFILLEDBYO.E.M.',
  'SYSTEMSERIALNUMBER',
  'DEFAULTSTRING',
  'NONE',
]);

/** A serial number as inventories write it; null for what is none. */
export function serialOf(text: string | null | undefined): string | null {
  const serial = (text ?? '').trim().toUpperCase();
  return NO_SERIAL.has(serial.replaceAll(' ', '')) ? null : serial;
}

const ASKED: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/wipe|factoryReset/iu, 'wipe'],
  [/retire/iu, 'retire'],
];

/** Only a device says that something was done: what was asked of one that is never switched on stays pending for ever. */
function stateOf(state: string | null | undefined): string {
  const word = (state ?? '').toLowerCase();
  if (word === 'done') return 'done';
  return ['failed', 'canceled', 'notsupported'].includes(word) ? 'failed' : 'pending';
}

/** The last wipe or retirement that was asked for and how it stands: `wipe pending`; null when none was. */
export function statusOf({ deviceActionResults: actions }: Device): string | null {
  let found: { readonly at: string; readonly status: string } | null = null;
  for (const { actionName, actionState, startDateTime } of actions ?? []) {
    const word = ASKED.find(([pattern]) => pattern.test(actionName ?? ''))?.[1];
    const at = startDateTime ?? '';
    if (word !== undefined && (found === null || at >= found.at)) found = { at, status: `${word} ${stateOf(actionState)}` };
  }
  return found?.status ?? null;
}

/** A device. Its name is its asset tag where it could be one; '' as holder is nobody, null not told. */
export function toAsset(device: Device): Asset {
  const { id, deviceName, serialNumber, userPrincipalName, lastSyncDateTime } = device;
  return {
    id,
    tag: AssetTag.safeParse(deviceName).data ?? null,
    serial: serialOf(serialNumber),
    holder: userPrincipalName ?? null,
    status: statusOf(device),
    lastSeen: dayOfInstant(lastSyncDateTime),
  };
}
