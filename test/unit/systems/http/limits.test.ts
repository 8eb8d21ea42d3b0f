/** How long to wait until a window of requests begins anew. */
import { describe, expect, it } from 'vitest';
import { resetWait, retryAfterOf } from '../../../../reconciler/systems/http/limits.ts';

const NOW = Date.parse('2027-01-04T01:00:00Z');

describe('the wait until a window begins', () => {
  it.each([
    ['by the clock of the server, however wrong ours is', { 'x-reset': '1000060', date: 'Mon, 12 Jan 1970 13:46:40 GMT' }, 61_000],
    ['by our own clock where the server shows none', { 'x-reset': String(NOW / 1000 + 5) }, 6000],
    ['in the past', { 'x-reset': '5' }, 1000],
    ['that came twice', { 'x-reset': '1000060, 1000061' }, null],
    ['that is no number', { 'x-reset': 'soon' }, null],
    ['that is missing', {}, null],
  ])('%s', (_, headers, expected) => {
    expect(resetWait(new Headers(headers as Record<string, string>), 'x-reset', NOW)).toBe(expected);
  });

  it.each([
    ['7', 7000],
    ['soon', null],
    ['', null],
  ])('after %j', (text, expected) => {
    expect(retryAfterOf(new Headers({ 'retry-after': text }))).toBe(expected);
  });
});
