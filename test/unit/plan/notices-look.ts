/** A small company whose leavers get mail, and short ways to ask for it. Everything is invented. */
import type { Notice, NoticeId, PastNotice } from '../../../reconciler/model/notice.ts';
import type { NoticeDraft } from '../../../reconciler/plan/notice-draft.ts';
import { draftNotices, dueNotices, noticeIdOf } from '../../../reconciler/plan/notices.ts';
import type { Employee } from '../../../schemas/employee.ts';
import { contextOf, device } from './findings/look.ts';
import { makeDesired, type Plain, person, type World } from './world.ts';

/** The policy of these worlds: everything is sent, by files. */
export const MAIL = { mode: 'enforce', server: 'practice', from: { address: 'hr@exempel.example' }, desks: { payroll: 'lon' } } as const;

/** Desks that mail goes to. */
export const DESKS = { hr: { name: 'HR', email: 'hr@exempel.example' }, lon: { name: 'Lön', email: 'lon@exempel.example' } };

/** Somebody with an address at work. */
export function reachable(id: string, extra: Plain<Partial<Employee>> = {}): Employee {
  return person(id, { person: { name: `Påhitt ${id}`, email: `${id}@exempel.example` }, ...extra });
}

/** A world in which e-1 leaves on Friday 8 January with a laptop; the night is that of Monday 4 January. */
export function mailWorld(more: World = {}, who: Plain<Partial<Employee>> = {}): World {
  const world: World = {
    people: [reachable('e-1', { lastDay: '2027-01-08', ...who }), reachable('e-boss')],
    devices: [device('LT-1', 'e-1')],
    organisation: { desks: DESKS },
    ...more,
    policies: { notices: MAIL, ...more.policies },
  };
  const earlier = more.earlier === undefined ? makeDesired(world) : more.earlier;
  return { ...world, earlier };
}

/** What the files ask for. */
export function drafts(world: World): readonly NoticeDraft[] {
  return draftNotices(contextOf(world));
}

/** Ids of what the files ask for. */
export function ids(world: World): readonly string[] {
  return drafts(world).map(noticeIdOf);
}

/** What is due tonight. */
export function due(world: World): readonly Notice[] {
  return dueNotices(contextOf(world));
}

/** Mail of earlier nights. */
export function sent(...past: readonly (Partial<PastNotice> & { readonly of: string })[]): {
  readonly notices: ReadonlyMap<NoticeId, PastNotice>;
} {
  const all = past.map(({ of, ...more }) => {
    const [kind = '', who = ''] = of.split('/');
    const base = { id: of, kind, person: who, to: `person:${who}`, content: '', state: 'accepted', at: '2026-12-20T01:00:00Z', run: 'r' };
    return [of as NoticeId, { ...base, ...more } as PastNotice] as const;
  });
  return { notices: new Map(all) };
}
