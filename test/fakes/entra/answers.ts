/** What requests and answers of a tenant have in common. */
import { type FakeWorld, guid } from './world.ts';

/** A request as it came. `ids` are those in its path. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly ids: readonly string[];
  readonly headers: Readonly<Record<string, unknown>>;
  /** Address of version 1.0. */
  readonly base: string;
}

/** An answer. `violation` names what no fact allows. */
export interface Given {
  readonly status: number;
  readonly body: unknown;
  readonly violation?: string;
}

/** The form of a refusal. Its message names somebody, as real ones do. */
export function refusal(code: string, message = "about 'test.person@exempel.example'"): unknown {
  return { error: { code, message, innerError: { date: '2027-01-04T01:00:00', 'request-id': guid('tenant', 9) } } };
}

/** There is no such record. */
export const notFound: Given = { status: 404, body: refusal('Request_ResourceNotFound') };
/** The request is refused as it is. */
export const bad = (message?: string): Given => ({ status: 400, body: refusal('Request_BadRequest', message) });
/** The application may not. */
export const denied: Given = { status: 403, body: refusal('Authorization_RequestDenied') };
/** No fact names such a request. */
export const odd = (violation: string): Given => ({ ...bad(), violation });

/** Notes how everything was, right before a change. */
export function change(world: FakeWorld): string {
  world.before = structuredClone({ users: world.users, groups: world.groups });
  world.tick += 1;
  return `2027-01-04T02:00:${String(world.tick % 60).padStart(2, '0')}.1234567Z`;
}
