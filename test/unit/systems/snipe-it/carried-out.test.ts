/** Changes of Snipe-IT as a run carries them out: what is claimed is what was seen, whatever the instance answered. */
import { describe, expect, it } from 'vitest';
import { readTarget } from '../../../../reconciler/apply/target.ts';
import { writeOne } from '../../../../reconciler/apply/write-one.ts';
import type { Change } from '../../../../reconciler/model/change.ts';
import { fakeLicence, fakeWorld } from '../../../fakes/snipe-it/world.ts';
import type { How } from '../../../fakes/snipe-it.ts';
import { endInstances, open } from './instance.ts';

endInstances();

const DISABLE = { kind: 'disable', system: 'inventory', account: '1', before: { enabled: true }, after: { enabled: false } };
const CHECK_IN = { kind: 'check-in', system: 'inventory', asset: '1', before: {}, after: { holder: '', status: 'received' } };
const CHECK_OUT = { kind: 'check-out', system: 'inventory', asset: '1', before: {}, after: { holder: 'testada' } };
const SEAT = { kind: 'licences', system: 'inventory', account: '1', before: { licences: ['CAD'] }, after: { licences: [] } };

async function carriedOut(change: object, how: How | null, about: { readonly nth?: number; readonly times?: number } = {}) {
  const world = fakeWorld({
    users: [
      { id: 1, username: 'testper' },
      { id: 2, username: 'testada' },
    ],
    hardware: [{ id: 1, assigned: { type: 'user', id: 1 } }],
    licences: [fakeLicence(5, 'CAD', { held: [1] })],
  });
  const { instance, reader, writer, clock } = await open(world);
  const one = change as Change;
  const expected = await readTarget(one, reader);
  if (how !== null) instance.fail({ of: /^(PATCH|POST) /u, how, ...about });
  const { outcome, detail } = await writeOne({
    change: one,
    expected,
    reader,
    writer,
    clock,
    timeout: 20_000,
    objection: async () => null,
  });
  return { outcome, detail, writes: instance.calls.filter((call) => !call.name.startsWith('GET ')).length };
}

const changes = [
  ['disable', DISABLE, 1],
  ['check-in', CHECK_IN, 1],
  ['check-out', CHECK_OUT, 2],
  ['seat', SEAT, 1],
] as const;

describe.each(changes)('%s', (_, change, writes) => {
  it.each<readonly [How | null, string, string | null]>([
    [null, 'verified', null],
    ['throttled', 'verified', null],
    ['silent', 'failed', 'mismatch'],
    ['forbidden', 'failed', 'refused'],
    ['lost-request', 'unverifiable', 'answer-lost'],
    ['sign-in-page', 'unverifiable', 'answer-lost'],
  ])('after %s: %s', async (how, outcome, detail) => {
    const result = await carriedOut(change, how, { times: how === 'silent' ? 9 : 1 });

    expect(result).toMatchObject({ outcome, detail });
    expect(result.writes).toBeLessThanOrEqual(writes + 1);
  });
});

describe('a check-out of two steps', () => {
  it('goes on where it was when it is told to wait between them', async () => {
    expect(await carriedOut(CHECK_OUT, 'throttled', { nth: 2 })).toEqual({ outcome: 'verified', detail: null, writes: 3 });
  });
});

describe('an answer that is lost', () => {
  it.each([
    ['disable', DISABLE],
    ['check-in', CHECK_IN],
    ['seat', SEAT],
  ])('of a %s that was made is found to be so', async (_, change) => {
    expect(await carriedOut(change, 'lost-answer')).toEqual({ outcome: 'verified', detail: 'answer-lost', writes: 1 });
  });

  it('between the two steps of a check-out leaves it open', async () => {
    expect(await carriedOut(CHECK_OUT, 'lost-answer')).toEqual({ outcome: 'unverifiable', detail: 'answer-lost', writes: 1 });
  });
});
