/** Faults that any answer can have: of its status, its form and the line that it comes on. */
import { changed, type ReadingFault } from './fault.ts';
import { respond } from './ways.ts';

function instead(status: number, text: string, headers: Readonly<Record<string, string>> = {}): ReadingFault['twist'] {
  return async () => respond({ status, text, headers: new Headers({ 'content-type': 'application/json', ...headers }) });
}

/** It happens, and the answer to it is another one. */
function afterwards(status: number, text: string, headers: Readonly<Record<string, string>> = {}): ReadingFault['twist'] {
  return async ({ forward }) => {
    await forward();
    return respond({ status, text, headers: new Headers({ 'content-type': 'application/json', ...headers }) });
  };
}

/** Refused once, and answered when it is asked again. */
function once(status: number, headers: Readonly<Record<string, string>>): ReadingFault['twist'] {
  return async ({ nth, forward }) =>
    nth === 1
      ? respond({ status, text: '{}', headers: new Headers({ 'content-type': 'application/json', ...headers }) })
      : respond(await forward());
}

const PAGE = '<!doctype html><html><head><title>Sign in</title></head><body><form action="/login"></form></body></html>';
const half = (text: string) => Math.floor(Buffer.byteLength(text) / 2);

function unreachable(code: string): ReadingFault['twist'] {
  return () => Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('no way'), { code }) }));
}

/** Refused for the number of requests, for good. */
const busy = (after: Readonly<Record<string, string>>) => instead(429, '{}', after);

/** The faults. */
export const ANSWERS: readonly ReadingFault[] = [
  { name: '200 with `[]`', of: 'answer', twist: afterwards(200, '[]') },
  { name: '200 with `{}`', of: 'answer', twist: afterwards(200, '{}') },
  { name: '200 with `null`', of: 'answer', twist: afterwards(200, 'null') },
  { name: '200 with a page to sign in at', of: 'answer', twist: afterwards(200, PAGE, { 'content-type': 'text/html' }) },
  {
    name: '200 with the right JSON as `text/plain`',
    of: 'answer',
    isHarmless: true,
    twist: changed((whole) => ({ ...whole, headers: new Headers({ 'content-type': 'text/plain' }) })),
  },
  { name: '204 without a body', of: 'answer', twist: afterwards(204, '') },
  {
    name: '206 with the first half',
    of: 'answer',
    twist: changed((whole) => ({ ...whole, status: 206, text: whole.text.slice(0, half(whole.text)) })),
  },
  {
    name: '301 to a page to sign in at',
    of: 'answer',
    isRefusal: true,
    twist: instead(301, '', { location: 'https://login.exempel.example/' }),
  },
  { name: '304 that nobody asked for', of: 'answer', isRefusal: true, twist: instead(304, '') },
  { name: '401', of: 'answer', isRefusal: true, twist: instead(401, '{}') },
  { name: '403', of: 'answer', isRefusal: true, twist: instead(403, '{}') },
  { name: '404', of: 'answer', isRefusal: true, twist: instead(404, '{}') },
  { name: '409', of: 'answer', isRefusal: true, twist: instead(409, '{}') },
  { name: '429 for good, without `Retry-After`', of: 'answer', isRefusal: true, twist: busy({}) },
  { name: '429 once, `Retry-After` in seconds', of: 'answer', isHarmless: true, twist: once(429, { 'retry-after': '7' }) },
  {
    name: '429 once, `Retry-After` as a date',
    of: 'answer',
    isHarmless: true,
    twist: once(429, { 'retry-after': 'Mon, 04 Jan 2027 01:00:09 GMT' }),
  },
  { name: '429 for good, `Retry-After` negative', of: 'answer', isRefusal: true, twist: busy({ 'retry-after': '-5' }) },
  { name: '429 for good, `Retry-After` of eleven days', of: 'answer', isRefusal: true, twist: busy({ 'retry-after': '999999' }) },
  { name: '429 for good, `Retry-After` of thirty years', of: 'answer', isRefusal: true, twist: busy({ 'retry-after': '1000000000' }) },
  { name: '500 for good', of: 'answer', twist: afterwards(500, '{}') },
  { name: '502 with a page of a proxy', of: 'answer', twist: afterwards(502, PAGE, { 'content-type': 'text/html' }) },
  { name: '503 once, with `Retry-After`', of: 'answer', isHarmless: true, twist: once(503, { 'retry-after': '3' }) },
  { name: 'no TLS where there should be', of: 'answer', isRefusal: true, twist: ({ wire }) => wire({ how: 'plain' }) },
  { name: 'no such host', of: 'answer', isRefusal: true, twist: unreachable('ENOTFOUND') },
  {
    name: 'reset before the first byte',
    of: 'answer',
    twist: async ({ forward, wire }) => wire({ how: 'reset', text: (await forward()).text, at: 0 }),
  },
  {
    name: 'reset in the middle of the body',
    of: 'answer',
    async twist({ forward, wire }) {
      const { text } = await forward();
      return wire({ how: 'reset', text, at: half(text) });
    },
  },
  {
    name: 'reset at the last byte',
    of: 'answer',
    async twist({ forward, wire }) {
      const { text } = await forward();
      return wire({ how: 'reset', text, at: Buffer.byteLength(text) });
    },
  },
  {
    name: 'a drop at a time, without end',
    of: 'answer',
    isSlow: true,
    async twist({ forward, wire }) {
      await forward();
      return wire({ how: 'drip' });
    },
  },
  {
    name: 'a bomb: little that unpacks to much',
    of: 'answer',
    isSlow: true,
    async twist({ forward, wire }) {
      await forward();
      return wire({ how: 'bomb' });
    },
  },
  {
    name: 'JSON that breaks off in the middle',
    of: 'answer',
    async twist({ forward, wire }) {
      const { text } = await forward();
      return wire({ how: 'cut', text: text === '' ? '{' : text, at: Math.max(1, half(text)) });
    },
  },
  {
    name: 'JSON that lacks its last byte',
    of: 'answer',
    async twist({ forward, wire }) {
      const { text } = await forward();
      return wire({ how: 'cut', text: text === '' ? '{' : text, at: Math.max(1, Buffer.byteLength(text) - 1) });
    },
  },
  {
    name: 'a byte order mark in front',
    of: 'answer',
    isHarmless: true,
    twist: changed((whole) => ({ ...whole, text: `\uFEFF${whole.text}` })),
  },
  {
    name: 'a clock that is three days ahead (`Date`)',
    of: 'answer',
    isHarmless: true,
    twist: changed((whole) => {
      const headers = new Headers(whole.headers);
      headers.set('date', 'Thu, 07 Jan 2027 01:00:00 GMT');
      return { ...whole, headers };
    }),
  },
];
