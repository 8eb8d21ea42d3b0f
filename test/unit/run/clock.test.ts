/** Which clocks are believed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openGitHub } from '../../../reconciler/forges/github/index.ts';
import { refuseWitness } from '../../../reconciler/run/clock.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { fakeClock } from '../../fakes/clock.ts';

const at = (time: string) => `2027-01-04T${time}Z` as Instant;

describe('the clock', () => {
  it.each([
    ['no witness', null, null],
    ['the journal a second ago', at('00:59:59'), null],
    ['the journal right now', at('01:00:00'), null],
    ['a forge five minutes behind', null, at('00:55:00')],
    ['a forge five minutes ahead', null, at('01:05:00')],
    ['a forge whose second is not ours', null, at('01:04:59')],
  ])('is believed with %s', (_name, journal, forge) => {
    expect(() => refuseWitness(at('01:00:00'), { journal, forge })).not.toThrow();
  });

  it.each([
    ['a journal from the future', at('01:00:01'), null, /journal's last record/u],
    ['a forge five minutes and a second behind', null, at('00:54:59'), /the forge's/u],
    ['a forge five minutes and a second ahead', null, at('01:05:01'), /the forge's/u],
    ['a forge six minutes behind', null, at('00:54:00'), /the forge's/u],
    ['a forge six minutes ahead', null, at('01:06:00'), /the forge's/u],
  ])('is refused with %s', (_name, journal, forge, words) => {
    expect(() => refuseWitness(at('01:00:00'), { journal, forge })).toThrow(words);
  });

  it('asks GitHub, and takes no answer for no witness', async () => {
    const server = createServer((request, response) => {
      response.setHeader('date', request.url === '/rate_limit' ? 'Mon, 04 Jan 2027 01:00:00 GMT' : '');
      response.end('{}');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const forge = openGitHub({
      remote: { address: '/srv/people.git' },
      branch: 'main',
      clock: fakeClock(),
      token: 'a-test-token',
      repository: 'exempel/people',
      address,
    });

    const there = await forge.time?.();
    await new Promise((closed) => server.close(closed));
    const gone = await forge.time?.();

    expect(there).toBe('2027-01-04T01:00:00Z');
    expect(gone).toBeNull();
  });
});
