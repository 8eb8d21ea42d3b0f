/** Where an account is moved to: by what its system says, or by what our own move captured. */
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../reconciler/model/change.ts';
import type { VerifiedChange } from '../../../reconciler/model/memory.ts';
import { particularsOf, withPlaces } from '../../../reconciler/run/particulars.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { testSealer } from '../apply/world.ts';
import { done, makeDesired, memory, snapshot, verified } from '../plan/world.ts';

const AT = '2027-01-01T01:00:00Z' as Instant;
const abilities = { writes: ['place'], disabled: 'disabled', leaversPlace: 'OU=Left' } as const;
const observed = new Map([['ad', snapshot('ad', [], { abilities })]]) as never;
const moved = (more: object = {}) =>
  done('place', { person: 'e-1', cause: 'spell:2026-12-31', at: AT, before: { place: 'OU=Syd' }, ...more });
const change = (after: object, system = 'ad') => ({ kind: 'place', account: 'ad-e-1', system, before: {}, after }) as unknown as Change;
const known = (...changes: readonly VerifiedChange[]) => ({
  observed,
  memory: memory({ verified: verified(...changes) }),
  desired: makeDesired({}),
});

describe('where an account is moved to', () => {
  it.each([
    ['the leavers’ place', change({ place: 'leavers' }), known(), 'OU=Left'],
    ['of a system that has none', change({ place: 'leavers' }, 'crm'), known(), null],
    ['where it lay', change({ place: 'earlier' }), known(moved()), 'OU=Syd'],
    ['where nothing was captured', change({ place: 'earlier' }), known(moved({ before: null })), null],
    ['where it was never moved', change({ place: 'earlier' }), known(), null],
    [
      'before the newest move to the leavers’ place',
      change({ place: 'earlier' }),
      known(
        moved({ cause: 'spell:2025-12-31', at: '2026-01-01T01:00:00Z', before: { place: 'OU=Nord' } }),
        moved(),
        moved({ cause: 'return:2027-01-04', at: '2027-01-04T01:00:00Z', before: { place: 'OU=Left' } }),
      ),
      'OU=Syd',
    ],
    ['nowhere', change({ enabled: false }), known(moved()), null],
    ['a device', { kind: 'check-in', asset: '1' } as unknown as Change, known(moved()), null],
  ])('%s', (_, one, what, place) => {
    expect(particularsOf(one, what)).toMatchObject({ place });
  });
});

describe('the end of sessions', () => {
  it.each([
    ['where the answer is all there is', 'answered', true],
    ['where sessions are shown, or nobody says', undefined, false],
  ] as const)('%s', (_, sessions, expected) => {
    const told = { ...abilities, ...(sessions === undefined ? {} : { sessions }) };
    const seen = { ...known(), observed: new Map([['ad', snapshot('ad', [], { abilities: told })]]) as never };
    const one = { kind: 'sessions', account: 'ad-e-1', system: 'ad', before: {}, after: { sessions: 'ended' } } as unknown as Change;

    expect(particularsOf(one, seen).areSessionsAnswered).toBe(expected);
  });
});

describe('what an automatic reply says', () => {
  const reply = change({ reply: { until: '2027-02-02' } });

  it.each([
    ['sv', 'Den här adressen hos Exempelgruppen används inte längre.'],
    ['da', 'Denne adresse hos Exempelgruppen bruges ikke længere.'],
    ['en', 'This address at Exempelgruppen is no longer in use.'],
    ['fi', 'This address at Exempelgruppen is no longer in use.'],
  ] as const)('is in the language of the organisation: %s', (locale, words) => {
    const desired = makeDesired({ organisation: { locale } });

    expect(particularsOf(reply, { ...known(), desired }).reply).toContain(words);
  });

  it.each([change({ reply: null }), change({ enabled: false })])('is nothing where none is set', (one) => {
    expect(particularsOf(one, known()).reply).toBeNull();
  });
});

describe('captures of moves', () => {
  const bytes = (text: string) => testSealer().seal('2027-01', new TextEncoder().encode(text))?.bytes ?? '';
  const sealed = moved({ before: { enabled: true }, sealed: { key: 'capture-2027-01', bytes: bytes('{"place":"OU=Syd"}') } });

  it('are opened, and only they', async () => {
    const disable = { ...done('disable', { person: 'e-1', cause: 'spell:2026-12-31', at: AT }), sealed: sealed.sealed };
    const open = await withPlaces(memory({ verified: verified(sealed, disable) }), async () => testSealer());

    expect(open.verified.get(sealed.change)).toMatchObject({ before: { enabled: true, place: 'OU=Syd' }, sealed: null });
    expect(open.verified.get(disable.change)).toBe(disable);
  });

  it('ask for no key where nothing was moved', async () => {
    const empty = memory();

    expect(await withPlaces(empty, () => Promise.reject(new Error('asked')))).toBe(empty);
  });
});
