import { describe, expect, it } from 'vitest';
import { type AuditRequest, auditLog, auditVerify, run } from '../../../reconciler/cli/audit.ts';
import type { CliContext } from '../../../reconciler/cli/context.ts';
import { JOURNAL_REF } from '../../../reconciler/record/journal-places.ts';
import {
  claim,
  close,
  forecast,
  handWrite,
  honestCommits,
  intent,
  type JournalLab,
  journalLab,
  mustLock,
  outcome,
  sha256,
} from '../../fakes/journal.ts';

async function aNight(): Promise<{ lab: JournalLab; request: AuditRequest; printed: string[]; id: string }> {
  const lab = await journalLab();
  const night = await mustLock(lab);
  const genesis = night.head();
  await night.append([intent(night.run, 'e-1001'), intent(night.run, 'e-1002')]);
  await night.append([
    outcome(night.run, 'e-1001'),
    outcome(night.run, 'e-1002', { outcome: 'failed', detail: 'fault' }),
    forecast(night.run),
  ]);
  await night.close(close(night.run, { unread: [{ system: 'hr', why: 'stale' }] as never, exit: 9 }));
  const printed: string[] = [];
  const request: AuditRequest = {
    reader: lab.reader,
    head: night.head(),
    genesis,
    anchors: [genesis],
    hash: sha256,
    json: false,
    out: (text) => printed.push(text),
  };
  return { lab, request, printed, id: night.run };
}

/** What a command is given, as far as the audit uses it. */
function contextOf(lab: JournalLab, printed: string[], folder = lab.repository.root): CliContext {
  return {
    world: { hash: sha256, out: (text: string) => printed.push(text) },
    shared: { folder, json: false, locale: null },
  } as unknown as CliContext;
}

describe('audit log', () => {
  it('tells the runs and changes, by ids', async () => {
    const { request, printed, id } = await aNight();

    expect(await auditLog(request, { run: null, person: null })).toBe(0);

    expect(printed.join('')).toBe(
      [
        `2027-01-04T01:00:00Z  ${id}  claim: reconcile from aaaaaaa as of 2027-01-04T01:00:00Z`,
        `2027-01-04T01:01:00Z  ${id}  intends disable/e-1001/spell:2026-12-31/ad/id-e-1001 (cut-off, state/employees/e-1001.yaml; known, approval unverified)`,
        `2027-01-04T01:01:00Z  ${id}  intends disable/e-1002/spell:2026-12-31/ad/id-e-1002 (cut-off, state/employees/e-1002.yaml; known, approval unverified)`,
        `2027-01-04T01:02:00Z  ${id}  verified disable/e-1001/spell:2026-12-31/ad/id-e-1001`,
        `2027-01-04T01:02:00Z  ${id}  failed disable/e-1002/spell:2026-12-31/ad/id-e-1002 (fault)`,
        `2027-01-04T01:03:00Z  ${id}  publishes 0 cut-offs, 0 stops`,
        `2027-01-04T01:05:00Z  ${id}  close: exit 9, not read: hr`,
        '',
      ].join('\n'),
    );
  });

  it('is cut to a person or a run, and is data with --json', async () => {
    const { request, printed, id } = await aNight();

    await auditLog({ ...request, json: true }, { run: id, person: 'e-1002' });
    await auditLog({ ...request, json: true }, { run: '20200101T000000Z-00000000', person: null });

    expect(JSON.parse(printed[0]!)).toMatchObject([{ type: 'intent' }, { type: 'outcome', outcome: 'failed' }]);
    expect(printed[1]).toBe('[]\n');
  });

  it('is refused of a journal that does not hold', async () => {
    const { lab, request } = await aNight();
    const forged = await handWrite(lab, request.head, [{ path: 'runs/x', text: 'x', digest: 'x' }]);

    await expect(auditLog({ ...request, head: forged }, { run: null, person: null })).rejects.toMatchObject({ exit: 8 });
  });

  it('says so when there is none', async () => {
    const { request, printed } = await aNight();

    expect(await auditLog({ ...request, head: null }, { run: null, person: null })).toBe(0);
    expect(printed).toEqual(['There is no journal yet.\n']);
  });
});

describe('audit verify', () => {
  it('says what it counted and what it rests on', async () => {
    const { request, printed } = await aNight();

    expect(await auditVerify(request)).toBe(0);
    expect(await auditVerify({ ...request, genesis: null, anchors: [] })).toBe(0);

    expect(printed[0]).toBe(
      `The journal holds: 1 run, 7 records, begun at the pinned ${request.genesis?.slice(0, 12)}, 1 of its heads named on the default branch.\n`,
    );
    expect(printed[1]).toContain('not pinned yet');
  });

  it('ends 8 and says where', async () => {
    const { lab, request, printed } = await aNight();
    const forged = await handWrite(lab, request.head, [{ path: 'runs/x', text: 'x', digest: 'x' }]);

    expect(await auditVerify({ ...request, head: forged })).toBe(8);
    expect(await auditVerify({ ...request, head: null, json: true })).toBe(8);

    expect(printed[0]).toContain('The journal does not hold; 1 problem:\n');
    expect(printed[1]).toContain('runs/x');
    expect(JSON.parse(printed[2]!)).toMatchObject({ ok: false, head: null });
  });
});

describe('the command', () => {
  it('goes by the pin and the anchors of the default branch and by the head that the remote shows', async () => {
    const { lab, request } = await aNight();
    lab.repository.commit(
      { 'state/organisation.yaml': `name: Latsas\njournal:\n  genesis: ${request.genesis}\n` },
      { message: `Pin\n\nJournal: ${request.head}` },
    );
    const printed: string[] = [];
    const context = contextOf(lab, printed);

    expect(await run(context, { words: ['verify'], options: {} })).toBe(0);
    expect(await run(context, { words: ['log'], options: { person: 'e-1001' } })).toBe(0);
    expect(printed[0]).toContain(`begun at the pinned ${request.genesis?.slice(0, 12)}, 1 of its heads`);

    lab.repository.remoteGit('update-ref', JOURNAL_REF, request.genesis ?? '');
    expect(await run(context, { words: ['verify'], options: {} })).toBe(8);
    lab.repository.remoteGit('update-ref', '-d', JOURNAL_REF);
    expect(await run(context, { words: ['verify'], options: {} })).toBe(8);
    const other = await handWrite(lab, null, honestCommits([[claim('20270104T010000Z-33333333')]]));
    await lab.remote.push(other, JOURNAL_REF);
    expect(await run(context, { words: ['verify'], options: {} })).toBe(8);
  });

  it('ends 4 when the remote does not answer, for an old copy proves nothing', async () => {
    const { lab } = await aNight();
    lab.repository.commit({ a: '1' });
    lab.repository.git('remote', 'set-url', 'origin', '/nowhere/at/all.git');

    await expect(run(contextOf(lab, []), { words: ['verify'], options: {} })).rejects.toMatchObject({ exit: 4 });
  });

  it('knows log and verify, and needs a repository', async () => {
    const { lab } = await aNight();

    await expect(run(contextOf(lab, []), { words: ['tidy'], options: {} })).rejects.toThrow(/no such audit/u);
    await expect(run(contextOf(lab, [], '/'), { words: ['log'], options: {} })).rejects.toMatchObject({ exit: 64 });
  });
});
