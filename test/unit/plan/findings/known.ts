/** What is known before the night: work of desks, mail, records of the inventory. Everything is invented. */
import type { ChangeId } from '../../../../reconciler/model/change.ts';
import type { HandedOver } from '../../../../reconciler/model/memory.ts';
import type { NoticeId, PastNotice } from '../../../../reconciler/model/notice.ts';

/** Work that was handed to a desk. */
export function handed(
  employee: string | null,
  where: string,
  extra: Partial<Record<keyof HandedOver, string>> = {},
): Map<ChangeId, HandedOver> {
  const account_ = `${where}-${employee}`;
  const change = `disable/${employee}/spell:x/${where}/${account_}` as ChangeId;
  const base = { change, person: employee, system: where, account: account_, kind: 'disable', at: '2026-12-21T01:00:00Z', run: 'r' };
  return new Map([[change, { ...base, ...extra } as unknown as HandedOver]]);
}

/** Mail that was announced, and of which nobody knows whether it went. */
export function unknownNotice(who: string, id: string): Map<NoticeId, PastNotice> {
  const past = {
    id,
    kind: 'return-note',
    person: who,
    to: 'desk:hr',
    content: '',
    state: 'unverifiable',
    at: '2026-12-21T01:00:00Z',
    run: 'r',
  };
  return new Map([[id as NoticeId, past as unknown as PastNotice]]);
}

/** One asset of the inventory. */
export function asset(id: string, tag: string | null, holder: string | null) {
  return { id, tag: tag as never, serial: null, holder, status: null };
}
