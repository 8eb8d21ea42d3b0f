/** What GitHub tells of our token and its branches: scopes of a classic token, the role, and whether branches are protected. */
import type { Examination, RightFound } from '../../model/examination.ts';
import { ifTold, JOURNAL, protectionFinding, roleFindings, scopeFindings } from '../rest/examine.ts';
import { WireBranch, WireRepository } from '../rest/wire.ts';
import type { Desk } from './pulls.ts';

const OVER = /^(?:admin:|delete|site_admin|workflow$|write:org|user$)/u;

/** Looks; changes nothing. Tokens of apps and fine-grained ones tell no scopes, and for an app the role is that of nobody: it says nothing. */
export async function examine(desk: Desk): Promise<Examination> {
  const { client } = desk;
  const { permissions: role } = await client.call('GET /repos/{owner}/{repo}', {}, WireRepository);
  const scopes = await client.scopes();
  const rights: RightFound[] = [];
  if (scopes !== null) rights.push(...scopeFindings(scopes, { needed: ['repo'], over: OVER }));
  if (scopes !== null || role?.push === true) rights.push(...roleFindings(role));
  for (const branch of [desk.base, JOURNAL]) {
    const found = await ifTold(client.call('GET /repos/{owner}/{repo}/branches/{branch}', { branch }, WireBranch));
    rights.push(...protectionFinding(branch, found?.protected));
  }
  return { rights, time: await client.time() };
}
