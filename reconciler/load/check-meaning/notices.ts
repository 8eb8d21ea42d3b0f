/** Mail that is to be sent has a server and a sender; and the desk that gets what must not go to a person has an address. */
import { inFile, type Problem, warningAt } from '../problem.ts';
import type { Tree } from '../tree.ts';

/** What is missing for mail to be sent as the file says. Only warned of: a fault with mail must not keep anybody's files from being read. */
export function* notices(tree: Tree): Generator<Problem> {
  for (const { path, doc } of tree.entries('notices').values()) {
    if (doc.mode !== 'enforce') continue;
    for (const key of ['server', 'from'] as const) {
      if (doc[key] !== undefined) continue;
      const message =
        key === 'server' ? 'Mail is to be sent, and no server is named.' : 'Mail is to be sent, and nobody is named as its sender.';
      yield inFile(path, warningAt('/mode', `mail-without-${key}`, { message, hint: `Write \`${key}\`, or \`mode: observe\`.` }));
    }
    const hr = doc.desks?.hr ?? 'hr';
    const desk = tree.entries('organisation').get('organisation')?.doc.desks?.[hr as never] as { readonly email?: string } | undefined;
    if (desk?.email !== undefined) continue;
    const message = `Desk ${hr} gets what cannot go to a person, and has no address.`;
    yield inFile(
      path,
      warningAt('/mode', 'mail-without-desk', { message, hint: `Give the desk an \`email\` in state/organisation.yaml.` }),
    );
  }
}
