/** How long an answer asks to wait until a window of requests begins anew. Pure. */

/** Milliseconds that `Retry-After` asks for in seconds; null without one. */
export function retryAfterOf(headers: Headers): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  return /^[0-9]{1,12}$/u.test(text) ? Number(text) * 1000 : null;
}

/**
 * Milliseconds until the instant in a header (seconds since 1970) by the clock of the server, which its `Date` shows, and one second more;
 * by our own clock where it shows none. Null when the header is missing or came twice (then it is two values with a comma).
 */
export function resetWait(headers: Headers, name: string, now: number): number | null {
  const text = headers.get(name)?.trim() ?? '';
  if (!/^[0-9]{1,12}$/u.test(text)) return null;
  const there = Date.parse(headers.get('date') ?? '');
  return Math.max(0, Number(text) * 1000 - (Number.isNaN(there) ? now : there)) + 1000;
}
