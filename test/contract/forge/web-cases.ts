/** What every forge over its own REST interface must do at a counterpart of our making: lost answers, lists that lag, marks of drafts, limits. */
import { describe, expect, test } from 'vitest';
import type { Forge } from '../../../reconciler/ports.ts';
import type { FakeClock } from '../../fakes/clock.ts';
import type { Asked, Store, WebForge } from '../../fakes/web-forge.ts';
import { type Counterpart, useCounterpart } from './web-desk.ts';

/** What differs between two of them. */
export interface WebCase<S extends WebForge & { readonly store: Store }> {
  readonly counterpart: Counterpart<S>;
  /** The forge with the token of somebody else. */
  readonly asPerson: (server: S, clock: FakeClock) => Forge;
  /** The forge after the default branch got another name. */
  readonly atTrunk: (server: S, clock: FakeClock) => Forge;
  /** How the path of all pull requests ends. */
  readonly list: string;
  /** What it calls a pull request. */
  readonly word: string;
  /** What people write before a title to mark a draft. */
  readonly marks: readonly string[];
}

/** The server, the clock and the forge of these tests. */
export type Used<S extends WebForge & { readonly store: Store }> = ReturnType<typeof useCounterpart<S>>;

function describeLookups<S extends WebForge & { readonly store: Store }>(at: WebCase<S>, { server, clock, open, draft: pushed }: Used<S>) {
  const isOfList = (asked: Asked, method: string) => asked.method === method && asked.path.endsWith(at.list);

  test('what is there already is found when its answer was lost', async () => {
    const draft = pushed();
    server().interfere = (asked) => (isOfList(asked, 'POST') ? { lost: true } : null);

    const pull = await open().open(draft);

    expect(pull).toMatchObject({ state: 'open', fingerprint: draft.fingerprint, labels: draft.labels });
    expect(server().store.pulls.filter((one) => one.source === draft.branch)).toHaveLength(1);
  });

  test('a list that lags and a refusal with 409 lead to the one that is there', async () => {
    const draft = pushed();
    const first = await open().open(draft);
    let lag = 1;
    server().interfere = (asked) => (isOfList(asked, 'GET') && lag-- > 0 ? { status: 200, body: [] } : null);

    const second = await open().open({ ...draft, title: 'Said anew' });

    expect(second).toMatchObject({ number: first.number, title: 'Said anew' });
  });

  test('is never adopted from somebody else', async () => {
    const draft = pushed();
    await at.asPerson(server(), clock()).open(draft);

    await expect(open().open(draft)).rejects.toThrow(`somebody else has opened a ${at.word}`);
    expect((await open().list()).filter((pull) => pull.key === draft.key)).toEqual([]);
  });
}

function describeTexts<S extends WebForge & { readonly store: Store }>(at: WebCase<S>, { server, clock, open, draft: pushed }: Used<S>) {
  test('dates with an offset become instants', async () => {
    const draft = pushed();
    const pull = await open().open(draft);
    server().store.pulls.at(-1)!.state = 'merged';

    expect(await open().read(pull)).toMatchObject({ openedAt: '2027-01-04T01:00:00Z', mergedAt: '2027-01-05T01:00:00Z', state: 'merged' });
  });

  test.each(at.marks)('a person marks it as a draft with "%s": the mark stays, and is no part of the title', async (mark) => {
    const draft = pushed();
    const pull = await open().open(draft);
    server().store.pulls.at(-1)!.title = mark + draft.title;

    const updated = await open().update(pull, { ...draft, title: 'Said anew' });

    expect(updated.title).toBe('Said anew');
    expect(server().store.pulls.at(-1)?.title).toBe(`${mark}Said anew`);
  });

  test('a default branch of another name: what is open is aimed at it, in place', async () => {
    const draft = pushed();
    const old = await open().open(draft);
    const forge = at.atTrunk(server(), clock());

    const before = await forge.read(old);
    const updated = await forge.update(before, draft);

    expect(before).toMatchObject({ state: 'open', fingerprint: null });
    expect(updated).toMatchObject({ number: old.number, fingerprint: draft.fingerprint });
    expect(server().store.pulls.at(-1)?.target).toBe('trunk');
  });
}

function describePatience<S extends WebForge & { readonly store: Store }>(at: WebCase<S>, { server, clock, open, draft: pushed }: Used<S>) {
  test.each([
    ['a time in seconds', { 'retry-after': '7' }, 7000],
    ['a time of day', { 'ratelimit-reset': String(Date.parse('2027-01-04T01:00:42Z') / 1000) }, 42_000],
    ['no time', {}, 60_000],
  ])('waits where it asks for patience with %s', async (_name, headers, wait) => {
    let times = 1;
    server().interfere = () => (times-- > 0 ? { status: 429, headers, body: { message: 'Retry later' } } : null);

    await open().list();

    expect(clock().sleeps).toEqual([wait]);
  });

  test('repeats a read that broke, not a creation', async () => {
    const draft = pushed();
    server().interfere = (asked) => (asked.method === 'POST' && asked.path.endsWith(at.list) ? { status: 502 } : null);

    await expect(open().open(draft)).rejects.toMatchObject({ name: 'Fault', refused: false });
    expect(clock().sleeps).toEqual([]);

    let times = 1;
    server().interfere = () => (times-- > 0 ? { cut: true } : null);
    await open().list();
    expect(clock().sleeps).toEqual([1000]);
  });
}

/** The common part; what is returned is for the tests of that forge alone. */
export function describeWebForge<S extends WebForge & { readonly store: Store }>(at: WebCase<S>): Used<S> {
  const used = useCounterpart(at.counterpart);
  describe('as every forge over the web', () => {
    describeLookups(at, used);
    describeTexts(at, used);
    describePatience(at, used);
  });
  return used;
}
