/** The form of a call that the facts about Google's interfaces name: its words, its scopes and what it does. */
import type { FakeGoogleWorld } from './world.ts';

/** A call that passed the checks of its route. */
export interface Call {
  readonly method: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly parts: readonly string[];
  /** The address acted as; null for the service account itself. */
  readonly subject: string | null;
  readonly now: number;
}

/** What is answered. A body of null is an empty one. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** A call that no fact allows, with what was wrong. */
  readonly violation?: string;
}

/** One call. Scopes are alternatives, without their common beginning. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly words: readonly string[];
  readonly scopes: readonly string[];
  /** The rows of a list, which is cut into pages: their property, the largest page, the kind. */
  readonly paged?: { readonly rows: string; readonly most: number; readonly kind: string };
  readonly answer: (world: FakeGoogleWorld, call: Call) => Answer;
}

/** An answer that worked. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** An error in Google's form; its sentence names somebody, so that nobody passes it on. */
export function failure(status: number, reason: string, violation?: string): Answer {
  const message = 'Not for testper@exempel.example.';
  const body = { error: { code: status, message, errors: [{ domain: 'global', reason, message }] } };
  return { status, body, ...(violation === undefined ? {} : { violation }) };
}
