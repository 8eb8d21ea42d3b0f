/** What GitLab tells of our token and its branches: the token's scopes, and rules that protect branches. */
import type { Examination, RightFound } from '../../model/examination.ts';
import { ifTold, JOURNAL, protectionFinding, scopeFindings } from '../rest/examine.ts';
import type { Desk } from './merges.ts';
import { WireProtected, WireToken } from './wire.ts';

const OVER = /^(?:sudo|admin_mode|create_runner|manage_runner)$/u;

/** True when a rule's name, in which * stands for anything, means the branch. */
function isMeant(rule: string, branch: string): boolean {
  const parts = rule.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/gu, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'u').test(branch);
}

/** Looks; changes nothing. */
export async function examine(desk: Desk): Promise<Examination> {
  const { client, path } = desk;
  const token = await ifTold(client.call({ method: 'GET', path: '/personal_access_tokens/self' }, WireToken));
  const rights: RightFound[] = token === null ? [] : scopeFindings(token.scopes, { needed: ['api'], over: OVER });
  const rules = await ifTold(client.all(`${path}/protected_branches`, { per_page: 100 }, { wire: WireProtected, most: 5, by: 'link' }));
  for (const branch of [desk.base, JOURNAL]) {
    const meant = rules?.filter(({ name }) => isMeant(name, branch));
    rights.push(...protectionFinding(branch, meant === undefined ? null : meant.some((rule) => rule.allow_force_push !== true)));
  }
  return { rights, time: await client.time('/user') };
}
