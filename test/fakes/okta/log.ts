/** What an org remembers of its users: when each changed last, and the System Log. It is looked at before every call, so that a test just changes users. */
import type { Call, Reply, Route } from '../json-server.ts';
import { type FakeOkta, type FakeOktaUser, PAGES, paged, problem } from './world.ts';

/** An event of the System Log. */
export interface FakeEvent {
  readonly published: string;
  readonly eventType: string;
  readonly actor: { readonly id: string; readonly type: string };
  readonly outcome: { readonly result: string };
  readonly target: readonly { readonly id: string; readonly type: string }[] | null;
}

/** What was seen of a user last. */
export interface FakeSeen {
  readonly form: string;
  readonly transitioningTo: string | null;
  readonly lastLogin: string | null;
}

/** What comes and goes by itself is no update of a user; neither is the end of a transition. */
const PASSING = ['LOCKED_OUT', 'PASSWORD_EXPIRED', 'RECOVERY'];

function formOf(user: FakeOktaUser): string {
  const status = PASSING.includes(user.status) ? 'ACTIVE' : user.status;
  return JSON.stringify({ ...user, status, lastLogin: null, lastUpdated: null });
}

/** Writes an event; `outcome` is what became of it. */
export function note(
  org: FakeOkta,
  event: Pick<FakeEvent, 'published' | 'eventType'> & { readonly id: string; readonly result?: string },
): void {
  const { published, eventType, id, result = 'SUCCESS' } = event;
  const isOwn = eventType.startsWith('user.session');
  org.log.push({
    published,
    eventType,
    actor: { id: isOwn ? id : '00uadmin', type: 'User' },
    outcome: { result },
    target: isOwn ? null : [{ id, type: 'User' }],
  });
}

/** Notes what became of users since the last look. */
export function look(org: FakeOkta, now: string): void {
  // It happened before the call that is answered now.
  const then = new Date(Date.parse(now) - 1000).toISOString();
  for (const user of org.users.values()) {
    const seen = org.seen.get(user.id);
    const form = formOf(user);
    const hasEnded = seen?.form === formOf({ ...user, transitioningTo: seen?.transitioningTo ?? null }) && user.transitioningTo === null;
    if (seen !== undefined && seen.form !== form && !hasEnded) user.lastUpdated = then;
    if (seen !== undefined && user.lastLogin !== null && seen.lastLogin !== user.lastLogin) {
      note(org, { published: user.lastLogin, eventType: 'user.session.start', id: user.id });
    }
    if (seen === undefined && org.hasBegun) user.lastUpdated = then;
    org.seen.set(user.id, { form, transitioningTo: user.transitioningTo, lastLogin: user.lastLogin });
  }
  for (const id of [...org.seen.keys()].filter((one) => !org.users.has(one))) {
    org.seen.delete(id);
    if (org.forgetsDeletions) continue;
    note(org, { published: then, eventType: 'user.lifecycle.delete.initiated', id });
    note(org, { published: then, eventType: 'user.lifecycle.delete.completed', id });
  }
  org.hasBegun = true;
  org.lookedAt = now;
}

const TERM = /^eventType eq "([a-z._]+)"$/u;

/** The System Log between two instants, of the last seven days where it is not said. Without an end its pages never do. */
function answerLog(org: FakeOkta, address: string, call: Call): Reply {
  const { since = new Date(Date.parse(org.lookedAt) - 7 * 86_400_000).toISOString(), until, filter, limit = '100' } = call.query;
  const types = filter?.split(' or ').map((term) => TERM.exec(term)?.[1]);
  if (types?.includes(undefined) === true || Number(limit) > 1000) return problem(400, 'E0000031', 'Invalid search criteria.');
  const rows = org.log
    .filter(({ published }) => published >= since && (until === undefined || published < until))
    .filter(({ eventType }) => types?.includes(eventType) !== false)
    .toSorted((a, b) => (a.published < b.published ? -1 : 1));
  const reply = paged(address, call, rows);
  return until === undefined ? { ...reply, headers: { link: `<${address}/api/v1/logs?since=${since}&after=MA>; rel="next"` } } : reply;
}

/** Routes about the log. */
export function logRoutes(org: FakeOkta, address: string): readonly Route[] {
  const query = ['since', 'until', 'filter', ...PAGES];
  return [{ method: 'GET', path: /^\/api\/v1\/logs$/u, query, answer: (call) => answerLog(org, address, call) }];
}
