/** What Gitea and Forgejo tell of our token and their branches: our role in the repository, and whether branches are protected. */
import type { Examination, RightFound } from '../../model/examination.ts';
import { ifTold, JOURNAL, protectionFinding, roleFindings } from '../rest/examine.ts';
import { WireBranch, WireRepository } from '../rest/wire.ts';
import type { Desk } from './desk.ts';

/** Looks; changes nothing. A token's scopes are not told. */
export async function examine(desk: Desk): Promise<Examination> {
  const { client, path } = desk;
  const repository = await client.call({ method: 'GET', path }, WireRepository);
  const rights: RightFound[] = roleFindings(repository.permissions);
  for (const branch of [desk.base, JOURNAL]) {
    const found = await ifTold(client.call({ method: 'GET', path: `${path}/branches/${branch}` }, WireBranch));
    rights.push(...protectionFinding(branch, found?.protected));
  }
  return { rights, time: await client.time('/user') };
}
