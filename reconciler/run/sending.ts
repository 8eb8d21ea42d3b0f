/** Files that a person's command changes: read, checked as a whole, and sent as one pull request. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import type { Purpose } from '../../schemas/vocabulary.ts';
import { Stop } from '../cli/context.ts';
import type { SourceFile } from '../load/load.ts';
import { loadFiles } from '../load/load.ts';
import type { Desired } from '../model/desired.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Forge, PullRequest } from '../ports.ts';
import { AUTHOR } from '../record/propose.ts';
import { send } from '../record/send.ts';
import { type Ground, openForgeOf } from './ground.ts';

/** Texts of all state and policy files of the ground's commit, by path. */
export async function readTexts(ground: Ground): Promise<ReadonlyMap<string, Uint8Array>> {
  const byId = new Map<string, string[]>();
  for (const [path, id] of ground.desired.files) byId.set(id, [...(byId.get(id) ?? []), path]);
  const texts = new Map<string, Uint8Array>();
  await ground.objects.blobs([...byId.keys()], (id, bytes) => {
    for (const path of byId.get(id) ?? []) texts.set(path, bytes.slice());
  });
  return texts;
}

/** The whole tree with these files in it, and its errors. */
export function loadWith(
  texts: ReadonlyMap<string, Uint8Array>,
  files: ReadonlyMap<string, string>,
): { readonly desired: Desired | null; readonly problems: readonly Diagnostic[] } {
  const encoder = new TextEncoder();
  const all = new Map(texts);
  for (const [path, text] of files) all.set(path, encoder.encode(text));
  const sources: SourceFile[] = [...all].map(([path, bytes]) => ({ path, mode: '100644', id: '', bytes }));
  const { desired, diagnostics } = loadFiles(sources, null);
  return { desired, problems: diagnostics.filter((one) => one.severity === 'error') };
}

/** Errors that the whole tree has with these files in it. */
export function checkWith(texts: ReadonlyMap<string, Uint8Array>, files: ReadonlyMap<string, string>): readonly Diagnostic[] {
  return loadWith(texts, files).problems;
}

/** What is sent, in words. */
export interface SendWish {
  readonly key: string;
  readonly purpose: Purpose;
  readonly person: EmployeeId | null;
  readonly files: ReadonlyMap<string, string>;
  readonly title: string;
  readonly body: string;
}

/** Who asks for the change: the person as git knows them, so that history and auditors see them; where git knows nobody, lastday. */
async function authorOf(ground: Ground): Promise<{ readonly name: string; readonly email: string }> {
  const { whoIs } = await import('../git/repository.ts');
  return (await whoIs(ground.gitDir, { environment: ground.context.world.environment })) ?? AUTHOR;
}

/** Refuses a second pull request about the same leaving while another one is open: the two would say different things of the same lines. */
async function refuseSecond(forge: Forge, wish: SendWish): Promise<void> {
  const { person, key } = wish;
  if (person === null || !/^(?:offboard|extend|cancel)\//u.test(key)) return;
  const whole = new RegExp(`^(?:offboard|extend|cancel)/${person}-\\d{4}-\\d{2}-\\d{2}$`, 'u');
  const other = (await forge.list()).find((one) => one.state === 'open' && one.key !== key && whole.test(one.key));
  if (other === undefined) return;
  throw new Stop(1, `${other.key} is open, and is about the same leaving; nothing was sent.`, 'Merge it, or close it, and try again.');
}

/** Sends the files as one pull request; `isNew` is false where the same one was sent before and is still open. */
export async function sendFiles(ground: Ground, wish: SendWish): Promise<{ readonly pull: PullRequest; readonly isNew: boolean }> {
  if (ground.remote === null) throw new Stop(4, 'this clone has no remote to send to.', 'git remote add origin ADDRESS');
  const { world } = ground.context;
  const forge = await openForgeOf(ground);
  await refuseSecond(forge, wish);
  const sent = await send(
    {
      key: wish.key,
      purpose: wish.purpose,
      base: ground.head,
      files: wish.files,
      title: wish.title,
      body: wish.body,
      trailers: { ...(wish.person === null ? {} : { Person: wish.person }), Rule: wish.purpose },
      author: await authorOf(ground),
      at: world.clock.now(),
      reviewers: [],
      teams: [],
    },
    { remote: ground.remote, reader: ground.objects, forge, hash: world.hash },
  );
  if (sent.state === 'other')
    throw new Stop(1, `${wish.key} is already there and says something else; nothing was sent.`, 'Merge it, or close it, and try again.');
  if (sent.state === 'kept')
    throw new Stop(
      1,
      `${wish.key} has ended, and somebody wrote on its branch what is not on the default branch; nothing was sent.`,
      `When it is no longer needed: git push origin --delete ${sent.pull.branch}\nThen try again.`,
    );
  return { pull: sent.pull, isNew: sent.state === 'new' };
}
