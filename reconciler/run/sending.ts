/** Files that a person's command changes: read, checked as a whole, and sent as one pull request. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import type { Purpose } from '../../schemas/vocabulary.ts';
import { Stop } from '../cli/context.ts';
import type { SourceFile } from '../load/load.ts';
import { loadFiles } from '../load/load.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { PullRequest } from '../ports.ts';
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

/** Errors that the whole tree has with these files in it. */
export function checkWith(texts: ReadonlyMap<string, Uint8Array>, files: ReadonlyMap<string, string>): readonly Diagnostic[] {
  const encoder = new TextEncoder();
  const all = new Map(texts);
  for (const [path, text] of files) all.set(path, encoder.encode(text));
  const sources: SourceFile[] = [...all].map(([path, bytes]) => ({ path, mode: '100644', id: '', bytes }));
  return loadFiles(sources, null).diagnostics.filter((one) => one.severity === 'error');
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

/** Sends the files as one pull request. */
export async function sendFiles(ground: Ground, wish: SendWish): Promise<PullRequest> {
  if (ground.remote === null) throw new Stop(4, 'this clone has no remote to send to.', 'git remote add origin ADDRESS');
  const { world } = ground.context;
  return send(
    {
      key: wish.key,
      purpose: wish.purpose,
      base: ground.head,
      files: wish.files,
      title: wish.title,
      body: wish.body,
      trailers: { ...(wish.person === null ? {} : { Person: wish.person }), Rule: wish.purpose },
      author: AUTHOR,
      at: world.clock.now(),
      reviewers: [],
      teams: [],
    },
    { remote: ground.remote, forge: await openForgeOf(ground), hash: world.hash, reader: ground.objects },
  );
}
