/** Text -> text without secrets, in every form in which they are usually written. Pure. */
import { escapeAnnotation } from './annotation.ts';
import { escapeMarkdown } from './markdown.ts';

/** What stands in the place of a secret. */
const MASK = '***';

/** Shorter ones are words: to mask them would take whole texts away. */
const SHORTEST = 8;

function bytesOf(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

function base64(bytes: readonly number[]): string {
  return btoa(String.fromCharCode(...bytes));
}

/** The secret in base64 as it stands within something longer (`user:secret`): for each of the three places at which it may begin, what only it decides. */
function withinBase64(bytes: readonly number[]): string[] {
  return [0, 1, 2].map((before) => {
    const all = base64([...Array.from({ length: before }, () => 0), ...bytes]).replace(/=+$/u, '');
    const end = (before + bytes.length) % 3 === 0 ? all.length : all.length - 1;
    return all.slice(before === 0 ? 0 : before + 1, end);
  });
}

function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** JSON with everything beyond ASCII, and slashes, escaped: as other languages write it. */
function strictJson(text: string): string {
  const written = JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/');
  return written.replaceAll(/[^\0-\x7f]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
}

function formsOf(secret: string): string[] {
  const bytes = bytesOf(secret);
  const coded = [base64(bytes).replace(/=+$/u, ''), ...withinBase64(bytes)];
  return [
    secret,
    ...coded,
    ...coded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    hex(bytes),
    hex(bytes).toUpperCase(),
    encodeURIComponent(secret.toWellFormed()),
    encodeURIComponent(secret.toWellFormed()).replaceAll(/%[0-9A-F]{2}/gu, (code) => code.toLowerCase()),
    new URLSearchParams({ x: secret }).toString().slice(2),
    encodeURIComponent(secret.toWellFormed()).replaceAll(
      /[!'()*]/gu,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
    JSON.stringify(secret).slice(1, -1),
    strictJson(secret),
    escapeAnnotation(secret),
    escapeMarkdown(secret),
  ];
}

/** The texts of a JSON value that look like the secret part of a key file. */
function textsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return /key|secret|token|password|assertion/iu.test(name) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, key));
}

/** A credential and the parts of it that are secrets on their own: the key in a key file, the lines of a key. */
function partsOf(credential: string): string[] {
  let inner: string[] = [];
  try {
    inner = credential.startsWith('{') ? textsIn(JSON.parse(credential)) : [];
  } catch {
    inner = [];
  }
  const whole = [credential, ...inner];
  const lines = whole.flatMap((text) => text.split(/\r?\n/u)).filter((line) => line.length >= 16 && !line.startsWith('-----'));
  return [...whole, ...lines];
}

/** Masks credentials: as they are, in base64 (also within a longer text), hex, as part of an address or form, escaped for JSON, Markdown and annotations. Below eight characters nothing is masked. */
export function secretMask(credentials: Iterable<string>): (text: string) => string {
  const forms = new Set<string>();
  for (const credential of credentials) {
    for (const part of partsOf(credential)) {
      if (part.length < SHORTEST) continue;
      for (const form of formsOf(part)) if (form.length >= SHORTEST) forms.add(form);
    }
  }
  // The longest first: what is left of a long one would show where a short one stood in it.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((masked, form) => (masked.includes(form) ? masked.replaceAll(form, MASK) : masked), text);
}
