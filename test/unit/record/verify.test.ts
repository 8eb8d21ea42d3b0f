import { beforeAll, describe, expect, it } from 'vitest';
import type { CommitStep, HistoryReader } from '../../../reconciler/ports.ts';
import { readAnchors } from '../../../reconciler/record/anchors.ts';
import { runPath } from '../../../reconciler/record/journal-places.ts';
import { recall } from '../../../reconciler/record/recall.ts';
import { verifyJournal } from '../../../reconciler/record/verify.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import {
  claim,
  close,
  forecast,
  type HandCommit,
  handWrite,
  honestCommits,
  intent,
  type JournalLab,
  journalLab,
  outcome,
  sha256,
} from '../../fakes/journal.ts';

const one = '20270104T010000Z-11111111';
const two = '20270105T010000Z-22222222';
const honest = honestCommits([
  [claim(one)],
  [intent(one, 'e-1001'), intent(one, 'e-1002')],
  [outcome(one, 'e-1001'), outcome(one, 'e-1002'), forecast(one)],
  [close(one)],
  [claim(two), forecast(two)],
  [close(two)],
]);

let lab: JournalLab;
let genesis: CommitId;
let head: CommitId;
beforeAll(async () => {
  lab = await journalLab();
  genesis = await handWrite(lab, null, honest.slice(0, 1));
  head = await handWrite(lab, genesis, honest.slice(1));
});

async function judge(at: CommitId | null, pinned: { genesis?: CommitId | null; anchors?: readonly CommitId[] } = {}) {
  const source = { ...lab, head: at, genesis: pinned.genesis ?? null, anchors: pinned.anchors ?? [] };
  const memory = await recall({ ...source, asOf: lab.clock.now() });
  return { verdict: await verifyJournal(source), isReadable: memory.kind !== 'unreadable' };
}

const last = honest[3] as HandCommit;
const whole = honest[5] as HandCommit;

describe('an honest journal', () => {
  it('verifies against its pin and anchors', async () => {
    expect(await judge(head, { genesis, anchors: [genesis, head, head] })).toEqual({
      verdict: { ok: true, runs: 2, records: 10 },
      isReadable: true,
    });
  });

  it('need not be there before it is pinned', async () => {
    expect(await judge(null)).toEqual({ verdict: { ok: true, runs: 0, records: 0 }, isReadable: true });
  });

  it('is what the default branch says it is', async () => {
    const repository = lab.repository;
    const main = repository.commit({ a: '1' }, { message: `Propose\n\nPerson: e-1\nJournal: ${head}` });
    repository.git('checkout', '-q', '-b', 'side');
    repository.commit({ b: '1' }, { message: `Propose\n\nJournal: ${genesis}` });
    repository.git('checkout', '-q', 'main');
    repository.git('-c', 'user.name=m', '-c', 'user.email=m@latsas.example', 'merge', '-q', '--no-ff', '-m', 'Merge', 'side');
    const tip = repository.git('rev-parse', 'HEAD') as CommitId;

    expect(await readAnchors(lab.reader, main)).toEqual([head]);
    expect((await readAnchors(lab.reader, tip)).sort()).toEqual([genesis, head].sort());
  });
});

describe('a journal that was touched', () => {
  it('fails for a byte of a run file changed in a later commit', async () => {
    for (const at of [0, 20, 90, 200]) {
      const changed = Buffer.from(String(honest[0]?.text));
      changed[at] = (changed[at] ?? 0) ^ 1;
      const forged = await handWrite(lab, genesis, [{ path: runPath(one), text: changed, digest: honest[0]?.digest ?? '' }]);

      expect(await judge(forged, { genesis })).toMatchObject({ verdict: { ok: false }, isReadable: false });
    }
  });

  it('fails for every byte of every run file changed in a later commit, or in the commit that brought it', async () => {
    const small = await handWrite(lab, null, honestCommits([[claim(one)], [close(one)], [claim(two)]]));
    const steps = await lab.reader.walk(small);
    const contents = new Map<string, Uint8Array>();
    const ids = steps.map((step) => step.files[0]?.after?.id ?? '');
    await lab.reader.blobs(ids, (id, bytes) => contents.set(id, Uint8Array.from(bytes)));
    const survived: string[] = [];
    let tried = 0;

    for (const [index, step] of steps.entries()) {
      const [file] = step.files;
      const bytes = contents.get(file?.after?.id ?? '') ?? new Uint8Array();
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        const known = new Map([...contents, ['forged', changed]]);
        const forged = {
          ...step,
          files: [{ path: file?.path ?? '', before: file?.after ?? null, after: { mode: '100644', id: 'forged' } }],
        };
        const later = { ...forged, id: 'f'.repeat(40) as CommitId, parents: [step.id] };
        const inPlace = {
          ...step,
          files: [{ path: file?.path ?? '', before: file?.before ?? null, after: { mode: '100644', id: 'forged' } }],
        };
        for (const history of [[...steps.slice(0, index + 1), later], steps.with(index, inPlace)]) {
          tried += 1;
          const verdict = await verifyJournal({ ...lab, reader: inMemory(history, known), head, genesis: null, anchors: [] });
          if (verdict.ok) survived.push(`${index}/${at}`);
        }
      }
    }

    expect(tried).toBeGreaterThan(3000);
    expect(survived).toEqual([]);
  });

  const digest = whole.digest;
  const text = String(whole.text);
  const lines = text.trimEnd().split('\n');
  const forgedClose = honestCommits([[claim(two), forecast(two)], [close(two, { exit: 7 })]]).at(-1) as HandCommit;
  const path = runPath(two);
  const cases: readonly (readonly [string, readonly HandCommit[], CommitIdName])[] = [
    ['the last record edited', [{ path, text: text.replace('"exit":0', '"exit":5'), digest }], 'head'],
    ['the last record edited in the commit that brought it', [{ path, text: text.replace('"exit":0', '"exit":5'), digest }], 'beforeClose'],
    ['the last record edited and hashed again, on top', [{ ...forgedClose, path }], 'head'],
    ['a record dropped', [{ path, text: `${lines[0]}\n${lines[2]}\n`, digest }], 'head'],
    ['records in another order', [{ path, text: `${lines[1]}\n${lines[0]}\n${lines[2]}\n`, digest }], 'head'],
    ['a record inserted', [{ path, text: `${lines[0]}\n${lines[0]}\n${lines[1]}\n${lines[2]}\n`, digest }], 'head'],
    ['a record repeated at the end', [{ path, text: `${text}${lines[2]}\n`, digest }], 'head'],
    ['a cut tail within the file', [{ path, text: `${lines[0]}\n${lines[1]}\n`, digest: sha256('x') }], 'head'],
    ['the last line without its end', [{ path, text: text.trimEnd(), digest }], 'head'],
    ['an empty file', [{ path, text: '', digest }], 'head'],
    ['a file deleted', [{ path, text: null, digest }], 'head'],
    ['an older file extended', [{ path: runPath(one), text: `${String(last.text)}${lines[2]}\n`, digest }], 'head'],
    ['white space at the end', [{ path, text: `${text}\n`, digest }], 'head'],
    ['a byte order mark in front', [{ path, text: `\uFEFF${text}`, digest }], 'head'],
    ['a foreign file', [{ path: '.github/workflows/x.yml', text: 'on: push', digest }], 'head'],
    ['a file beside the runs', [{ path: 'runs/x.ndjson', text: 'x', digest, run: one }], 'head'],
    ['a run in the folder of another month', [{ path: path.replace('/01/', '/02/'), text: lines[0] ?? '', digest, run: two }], 'head'],
    ['another run id than that of its records', [{ path: runPath('20270106T010000Z-33333333'), text, digest }], 'head'],
  ];
  type CommitIdName = 'head' | 'beforeClose';

  it.each(cases)('fails with %s', async (_name, commits, on) => {
    const beforeClose = lab.repository.git('rev-parse', `${head}~1`) as CommitId;
    const forged = await handWrite(lab, on === 'head' ? head : beforeClose, commits);

    const { verdict } = await judge(forged, { genesis });

    expect(verdict.ok).toBe(false);
    expect(!verdict.ok && verdict.problems[0]?.text).toBeTruthy();
  });

  it.each(cases.filter(([name]) => name !== 'the last record edited and hashed again, on top'))(
    'is not recalled with %s',
    async (_name, commits, on) => {
      const beforeClose = lab.repository.git('rev-parse', `${head}~1`) as CommitId;
      const forged = await handWrite(lab, on === 'head' ? head : beforeClose, commits);

      expect((await judge(forged, { genesis, anchors: [beforeClose] })).isReadable).toBe(false);
    },
  );

  it('fails with the last record edited and hashed again in its own commit, once the true head is anchored', async () => {
    const beforeClose = lab.repository.git('rev-parse', `${head}~1`) as CommitId;
    const again = honestCommits([...honestBatches(), [close(two, { exit: 7 })]]).at(-1) as HandCommit;
    const forged = await handWrite(lab, beforeClose, [again]);

    expect((await judge(forged, { genesis })).verdict.ok).toBe(true);
    expect(await judge(forged, { genesis, anchors: [head] })).toMatchObject({ verdict: { ok: false }, isReadable: false });
  });

  function honestBatches() {
    return [
      [claim(one)],
      [intent(one, 'e-1001'), intent(one, 'e-1002')],
      [outcome(one, 'e-1001'), outcome(one, 'e-1002'), forecast(one)],
      [close(one)],
      [claim(two), forecast(two)],
    ];
  }

  it.each([1, 2, 3, 4, 5])('fails with its last %i commits cut, once its head is anchored', async (count) => {
    const cut = lab.repository.git('rev-parse', `${head}~${count}`) as CommitId;

    expect(await judge(cut, { genesis, anchors: [head] })).toMatchObject({ verdict: { ok: false }, isReadable: false });
  });

  it('fails when the branch is gone, though pinned or anchored', async () => {
    expect(await judge(null, { genesis })).toMatchObject({ verdict: { ok: false }, isReadable: false });
    expect(await judge(null, { anchors: [head] })).toMatchObject({ verdict: { ok: false }, isReadable: false });
  });

  it('fails when the branch was replaced by an honest one of another beginning', async () => {
    const other = await handWrite(lab, null, honestCommits([[claim('20270104T010001Z-33333333')], [close('20270104T010001Z-33333333')]]));

    expect((await judge(other)).verdict.ok).toBe(true);
    expect(await judge(other, { genesis })).toMatchObject({ verdict: { ok: false }, isReadable: false });
    expect(await judge(other, { anchors: [head] })).toMatchObject({ verdict: { ok: false }, isReadable: false });
  });

  it('fails when the pin is a commit that is not the first', async () => {
    expect(await judge(head, { genesis: lab.repository.git('rev-parse', `${head}~1`) as CommitId })).toMatchObject({
      verdict: { ok: false },
      isReadable: false,
    });
  });

  it('fails when two lines of commits were merged', async () => {
    const tree = lab.repository.git('rev-parse', `${head}^{tree}`);
    const merge = lab.repository.git(
      '-c',
      'user.name=x',
      '-c',
      'user.email=x@latsas.example',
      'commit-tree',
      tree,
      '-p',
      head,
      '-p',
      genesis,
      '-m',
      `x\n\nRun: ${two}\nDigest: ${whole.digest}`,
    );

    expect((await judge(merge as CommitId, { genesis })).verdict.ok).toBe(false);
  });

  it('fails when a commit leaves a link or a program', async () => {
    const blob = lab.repository.git('rev-parse', `${head}:${runPath(two)}`);
    for (const mode of ['120000', '100755']) {
      const forged = forgeMode(lab, { parent: head, mode, blob });

      expect(await judge(forged, { genesis })).toMatchObject({ verdict: { ok: false }, isReadable: false });
    }
  });

  it('says where', async () => {
    const forged = await handWrite(lab, head, [{ path: runPath(two), text: `${text}${lines[2]}\n`, digest }]);

    const { verdict } = await judge(forged, { genesis });

    expect(verdict).toEqual({
      ok: false,
      problems: [{ file: runPath(two), line: 4, text: `commit ${forged.slice(0, 12)}: the line does not follow the one before` }],
    });
  });
});

/** A commit that changes only the mode of the newest file. */
function forgeMode(at: JournalLab, what: { parent: CommitId; mode: string; blob: string }): CommitId {
  const { git } = at.repository;
  const path = runPath('20270106T010000Z-33333333');
  git('read-tree', what.parent);
  git('update-index', '--add', '--cacheinfo', `${what.mode},${what.blob},${path}`);
  const tree = git('write-tree');
  git('read-tree', '--empty');
  const message = `x\n\nRun: 20270106T010000Z-33333333\nDigest: ${'0'.repeat(64)}`;
  return git('-c', 'user.name=x', '-c', 'user.email=x@latsas.example', 'commit-tree', tree, '-p', what.parent, '-m', message) as CommitId;
}

/** A history that lies in memory. */
function inMemory(steps: readonly CommitStep[], contents: ReadonlyMap<string, Uint8Array>): HistoryReader {
  return {
    ...lab.reader,
    walk: () => Promise.resolve(steps),
    blobs(ids, each) {
      for (const id of ids) each(id, contents.get(id) ?? new Uint8Array());
      return Promise.resolve();
    },
  };
}
