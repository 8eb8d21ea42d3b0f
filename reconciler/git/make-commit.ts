/** Makes commits without a work tree or an index: one `git fast-import` that leaves objects and no ref behind. */
import { rm } from 'node:fs/promises';
import type { CommitId } from '../../schemas/primitives.ts';
import { millisecondsOf } from '../calendar.ts';
import type { NewCommit } from '../ports.ts';
import { Fault } from '../ports.ts';
import { localArguments, shutIn } from './environment.ts';
import { isTreePath, objectId } from './names.ts';
import type { Environment } from './spawn.ts';
import { runGit, shorten } from './spawn.ts';

/** Only a name inside the import; it is taken back before the import ends. */
const SCRATCH = 'refs/lastday/scratch';

/** Writes the commit's objects and returns its id: the same content, parent, author and date give the same id. Throws Fault. */
export async function makeCommit(gitDir: string, commit: NewCommit, environment: Environment): Promise<CommitId> {
  const answer = await runGit({
    args: [...localArguments(gitDir), 'fast-import', '--quiet', '--done', '--date-format=raw'],
    environment: shutIn(environment),
    input: importStream(commit),
  });
  const id = answer.stdout.toString('utf8').trim();
  if (answer.code === 0) return objectId(id);
  const [, report] = /dumping crash report to (?<path>.+)$/mu.exec(answer.stderr) ?? [];
  if (report !== undefined) await rm(report, { force: true });
  const why = answer.stderr.split('\n').filter((line) => !line.startsWith('fast-import:'));
  throw new Fault(`git could not make a commit: ${shorten(why.join('\n'))}`, { where: 'git', operation: 'commit', refused: true });
}

/** The import: one commit, its id asked for, its ref taken back. */
function importStream(commit: NewCommit): Buffer {
  const { author, committer = author } = commit;
  const at = `${millisecondsOf(commit.at) / 1000} +0000`;
  const who = ({ name, email }: NewCommit['author']) => `${plain(name)} <${plain(email)}> ${at}`;
  const parts: (string | Uint8Array)[] = [`commit ${SCRATCH}\nmark :1\nauthor ${who(author)}\ncommitter ${who(committer)}\n`];
  addData(parts, commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`);
  if (commit.parent !== null) parts.push(`from ${objectId(commit.parent)}\n`);
  if (commit.merged !== undefined) parts.push(`merge ${objectId(commit.merged)}\n`);
  for (const [path, content] of commit.files) {
    if (!isTreePath(path)) {
      throw new Fault(`${JSON.stringify(path.slice(0, 80))} is not a path in a commit`, {
        where: 'git',
        operation: 'commit',
        refused: true,
      });
    }
    if (content === null) {
      parts.push(`D ${quoted(path)}\n`);
      continue;
    }
    parts.push(`M 100644 inline ${quoted(path)}\n`);
    addData(parts, content);
  }
  parts.push(`\nget-mark :1\nreset ${SCRATCH}\nfrom ${'0'.repeat(commit.parent?.length ?? 40)}\n\ndone\n`);
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}

function addData(parts: (string | Uint8Array)[], content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  parts.push(`data ${bytes.length}\n`, bytes, '\n');
}

function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A name or address without what would end its field. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  return text.replaceAll(/[\u0000-\u001f<>]/gu, '').trim();
}
