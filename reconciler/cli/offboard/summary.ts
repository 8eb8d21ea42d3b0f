/** What somebody holds and what will become of it, before anything is sent. Ids only. */
import type { Employee } from '../../../schemas/employee.ts';
import { escapeTerminal } from '../../escape/terminal.ts';
import type { Desired } from '../../model/desired.ts';
import type { OffboardWish } from './wish.ts';

function accessLine(desired: Desired, wish: OffboardWish): string {
  const day = wish.lastWorkingDay ?? wish.lastDay;
  const zone = desired.organisation.timeZone;
  return wish.isImmediate
    ? 'Access ends as soon as this is merged.'
    : `Access ends on ${day} at ${desired.policy.access.cutOff} (${zone}).`;
}

function emailLine(wish: OffboardWish): string | null {
  if (wish.noEmail === null) return null;
  const why = { agreed: 'it is agreed', elsewhere: 'it is asked elsewhere', unsaid: 'no reason given' }[wish.noEmail];
  return `The person is not asked whether to buy anything: ${why}.`;
}

/** The summary, a line per thing held. */
export function summaryOf(desired: Desired, employee: Employee, wish: OffboardWish): string {
  const lines = [
    `${employee.id}: last day ${wish.lastDay}${employee.lastDay === undefined ? '' : ` (was ${employee.lastDay})`}`,
    accessLine(desired, wish),
  ];
  const quiet = emailLine(wish);
  if (quiet !== null) lines.push(quiet);
  if (wish.successor !== null) lines.push(`Successor: ${wish.successor}`);
  for (const account of employee.accounts ?? []) {
    const licences = account.licences === undefined ? '' : `, licences ${account.licences.join(', ')}`;
    lines.push(escapeTerminal(`Account in ${account.system}: ends${licences}`));
  }
  const chosen = new Map(wish.devices.map((one) => [one.tag, one]));
  for (const device of desired.devices.values()) {
    if (device.holder !== employee.id) continue;
    const wished = chosen.get(device.id);
    const fate = wished === undefined ? 'as policy says' : `${wished.disposition}${wished.to === null ? '' : ` to ${wished.to}`}`;
    lines.push(`Device ${device.id} (${device.type}, ${device.ownership}): ${fate}`);
  }
  return lines.join('\n');
}
