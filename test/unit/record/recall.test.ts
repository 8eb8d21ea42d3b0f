import { describe, expect, it } from 'vitest';
import { runPath } from '../../../reconciler/record/journal-places.ts';
import { joinRuns, recall } from '../../../reconciler/record/recall.ts';
import { verifyJournal } from '../../../reconciler/record/verify.ts';
import type { CommitId, Instant, Zone } from '../../../schemas/primitives.ts';
import {
  claim,
  close,
  forecast,
  honestCommits,
  importCommits,
  intent,
  journalLab,
  manyNights,
  mustLock,
  nonceOf,
  outcome,
  sha256,
} from '../../fakes/journal.ts';

const asOf = '2027-01-04T02:00:00Z' as Instant;

describe('memory', () => {
  it('is that of a first run where nothing is pinned and nothing is there', async () => {
    const lab = await journalLab();

    const memory = await recall({ ...lab, head: null, genesis: null, anchors: [], asOf });

    expect(memory).toMatchObject({ kind: 'first', head: null, lastDigest: '0'.repeat(64), runs: [] });
  });

  it('names the first commit, so that it can be pinned, and where the chain stands', async () => {
    const lab = await journalLab();
    const run = await mustLock(lab);
    const genesis = run.head();
    await run.append([intent(run.run, 'e-1001'), outcome(run.run, 'e-1001'), forecast(run.run)]);
    await run.close(close(run.run));

    const memory = await recall({ ...lab, head: run.head(), genesis: null, anchors: [], asOf, zone: 'Europe/Stockholm' as Zone });

    expect(memory).toMatchObject({
      kind: 'recalled',
      head: run.head(),
      genesis,
      lastDigest: run.lastDigest(),
      lastAt: '2027-01-04T01:05:00Z',
    });
    expect(memory).toMatchObject({ runs: [{ run: run.run, completed: true }], openIntents: [], removals: [{ person: 'e-1001' }] });
  });

  it('of a holder and of a run that only reads is the same', async () => {
    const lab = await journalLab();
    const first = await mustLock(lab);
    await first.close(close(first.run));
    const second = await mustLock(lab, nonceOf('2'));

    const memory = await recall({ ...lab, head: second.head(), genesis: null, anchors: [first.head()], asOf });

    expect(memory).toMatchObject({ runs: [{ endedAt: '2027-01-04T01:05:00Z' }, { endedAt: null }] });
  });

  it('is not to be had from a commit that is not here', async () => {
    const lab = await journalLab();

    await expect(recall({ ...lab, head: 'e'.repeat(40) as CommitId, genesis: null, anchors: [], asOf })).rejects.toThrow(
      /could not read history/u,
    );
  });
});

describe('files in the order of the chain', () => {
  const runs = ['20270104T010000Z-11111111', '20270103T010000Z-22222222', '20270105T010000Z-33333333'];
  const files = honestCommits(runs.map((run) => [claim(run), close(run)])).map(({ path, text }) => ({ path, text: String(text) }));

  it('follow each other by their links, not by their names: clocks differ', () => {
    const joined = joinRuns(
      [...files].sort((a, b) => (a.path < b.path ? -1 : 1)),
      sha256,
    );

    expect(Array.isArray(joined) && joined.map((record) => record.run)).toEqual(runs.flatMap((run) => [run, run]));
  });

  it.each([
    ['the first is missing', files.slice(1)],
    ['one between is missing', [files[0]!, files[2]!]],
    [
      'two follow the same',
      [
        ...files,
        { path: runPath('20270106T010000Z-44444444'), text: honestCommits([[claim('20270106T010000Z-44444444')]])[0]!.text as string },
      ],
    ],
    ['one lies under another name', [{ path: runPath('20270106T010000Z-44444444'), text: files[0]!.text }]],
    ['one does not begin with its claim', [{ path: runPath(runs[0]!), text: honestCommits([[close(runs[0]!)]])[0]!.text as string }]],
    ['one is no text', [{ path: files[0]!.path, text: null }]],
    ['one is empty', [{ path: files[0]!.path, text: '' }]],
  ])('are not joined when %s', (_name, broken) => {
    expect(joinRuns(broken, sha256)).toMatchObject({ kind: 'unreadable' });
  });
});

it('half a year of nights is recalled and verified in far less than a second each', async () => {
  const lab = await journalLab();
  const head = importCommits(lab, manyNights(180));
  const started = performance.now();

  const memory = await recall({ ...lab, head, genesis: null, anchors: [], asOf: '2027-07-04T02:00:00Z' as Instant });
  const verdict = await verifyJournal({ ...lab, head, genesis: null, anchors: [] });

  expect(memory).toMatchObject({ kind: 'recalled', openIntents: [] });
  expect(verdict).toEqual({ ok: true, runs: 180, records: 180 * 21 });
  expect(performance.now() - started).toBeLessThan(4000);
});
