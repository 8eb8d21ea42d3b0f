/** One request and its whole answer, or what went wrong: nothing is repeated or thrown here. */

/** What goes out. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Milliseconds until the last byte of the answer. */
  readonly timeout: number;
  /** Bytes of an answer, unpacked. */
  readonly largest: number;
}

/** An answer. `body` is parsed JSON; null when there is none, or when a refusal is not JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** An answer, or why there is none that can be used. The text names no address and no secret. */
export type Attempt =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'unusable'; readonly text: string; readonly status: number }
  | { readonly kind: 'silence'; readonly text: string };

/** The code of a network error (`ECONNREFUSED`, `CERT_HAS_EXPIRED`); '' when it has none that is only a code. */
function codeOf(error: unknown): string {
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    const { code } = one as { code?: unknown };
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/u.test(code)) return code;
  }
  return '';
}

function silenceOf(error: unknown): Attempt {
  if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'silence', text: 'it did not answer in time' };
  const code = codeOf(error);
  return { kind: 'silence', text: `it could not be reached${code === '' ? '' : ` (${code})`}` };
}

/** The body up to a limit; null when it is larger. */
async function bytesOf(response: Response, largest: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop ends the stream: what is packed further is never unpacked.
    if (size > largest) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isJson(response: Response): boolean {
  return /^application\/([a-z0-9.-]+\+)?json\s*(;|$)/iu.test(response.headers.get('content-type') ?? '');
}

function parse(bytes: Uint8Array): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch {
    return null;
  }
}

async function receive(response: Response, largest: number): Promise<Attempt> {
  const { status, headers } = response;
  const unusable = (text: string): Attempt => ({ kind: 'unusable', text, status });
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    return unusable('it sends us on to another address; write the address that it leads to, if that is the system');
  }
  const bytes = await bytesOf(response, largest);
  if (bytes === null) return unusable(`its answer is larger than ${largest} bytes`);
  const answer = (body: unknown): Attempt => ({ kind: 'answer', answer: { status, headers, body } });
  if (bytes.length === 0) return answer(null);
  const parsed = isJson(response) ? parse(bytes) : null;
  if (parsed !== null) return answer(parsed.value);
  if (status >= 400) return answer(null);
  return unusable(isJson(response) ? 'its answer says that it is JSON and is not' : 'its answer is not JSON: perhaps a page to sign in at');
}

/** Sends once. */
export async function attempt(outgoing: Outgoing): Promise<Attempt> {
  const { method, url, headers, body, timeout, largest } = outgoing;
  try {
    const response = await fetch(url, { method, headers, body, redirect: 'manual', signal: AbortSignal.timeout(timeout) });
    return await receive(response, largest);
  } catch (error) {
    return silenceOf(error);
  }
}
