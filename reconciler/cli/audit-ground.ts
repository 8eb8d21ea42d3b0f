/** What an audit goes by: the pin and the anchors of the default branch, and the journal's head as the remote shows it. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { GitObjects } from '../git/objects.ts';
import { Fault } from '../ports.ts';
import { JOURNAL_REF } from '../record/journal-places.ts';
import type { AuditRequest } from './audit.ts';
import { type CliContext, Stop } from './context.ts';

/** Opens the repository at `-C` for an audit. Asks the remote where there is one; a remote that does not answer ends in exit 4, for an old copy proves nothing. */
export async function openAudit(context: CliContext): Promise<{ request: AuditRequest; close: () => Promise<void> }> {
  const [{ findRepository, defaultBranch }, { openObjects }] = await Promise.all([
    import('../git/repository.ts'),
    import('../git/objects.ts'),
  ]);
  const { world, shared } = context;
  const repository = await findRepository(shared.folder);
  if (repository === null) throw new Stop(64, `${shared.folder} is not in a git repository.`, 'Use -C FOLDER.');
  const { environment } = world;
  const objects = openObjects(repository.gitDir, { environment });
  try {
    const branch = (await defaultBranch(repository.gitDir, { environment })) ?? 'refs/heads/main';
    const { main, journal } = await findHeads(objects, { gitDir: repository.gitDir, branch, environment });
    const { readAnchors } = await import('../record/anchors.ts');
    const request: AuditRequest = {
      reader: objects,
      head: journal,
      genesis: await readPin(objects, main),
      anchors: await readAnchors(objects, main),
      hash: world.hash,
      json: shared.json,
      out: world.out,
    };
    return { request, close: () => objects.close() };
  } catch (error) {
    await objects.close();
    throw error instanceof Fault
      ? new Stop(4, `${error.message.replace(/\.+$/u, '')}.`, 'An audit needs the whole history and the remote.')
      : error;
  }
}

async function findHeads(
  objects: GitObjects,
  about: { readonly gitDir: string; readonly branch: string; readonly environment: Readonly<Record<string, string | undefined>> },
): Promise<{ main: CommitId; journal: CommitId | null }> {
  const { openRemote } = await import('../git/remote.ts');
  const remote = await openRemote({ gitDir: about.gitDir, environment: about.environment });
  const [main, journal] = await Promise.all([remote.ask(about.branch), remote.ask(JOURNAL_REF)]);
  if (main.state === 'unknown') throw main.fault;
  if (journal.state === 'unknown') throw journal.fault;
  await remote.fetch([about.branch, JOURNAL_REF].filter((_, index) => [main, journal][index]?.state === 'present'));
  const head = main.state === 'present' ? main.commit : await objects.resolve('HEAD');
  if (head === null) throw new Stop(64, 'this repository has no commit yet.');
  return { main: head, journal: journal.state === 'present' ? journal.commit : null };
}

/** The pin in the organisation's file, read without loading anything else: an audit must work when other files are broken. */
async function readPin(objects: GitObjects, head: CommitId): Promise<CommitId | null> {
  const [entry] = await objects.tree(head, 'state/organisation.yaml');
  if (entry === undefined) return null;
  let text = '';
  await objects.blobs([entry.id], (_id, bytes) => {
    text = new TextDecoder().decode(bytes);
  });
  const { parseDocument } = await import('yaml');
  const genesis: unknown = parseDocument(text).getIn(['journal', 'genesis']);
  return typeof genesis === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(genesis) ? (genesis as CommitId) : null;
}
