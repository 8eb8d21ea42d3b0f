/** A release that the plan approves, from the command line on a plain git remote: opened, left alone, merged by itself; then all is quiet. */
import { expect, it } from 'vitest';
import { lastday, lastdayJson } from '../fakes/command-line.ts';
import { type Company, LAST_DAY, settledCompany } from './small-company.ts';

const RELEASE = `release/e-0002-${LAST_DAY}`;
const POLICY = 'policies/devices.yaml';
const PLAN = `employee: e-0002\nkind: planned\nspell: ${LAST_DAY}\ndevices:\n  LT-0002: {disposition: release}\n`;

interface Night {
  readonly pulls: readonly { readonly key: string; readonly outcome: string; readonly detail: string | null }[];
}

async function night(company: Company, at: string): Promise<string | undefined> {
  const { json } = await lastdayJson(company.shell(at), 'reconcile');
  const pull = (json as Night).pulls.find(({ key }) => key === RELEASE);
  return pull === undefined ? undefined : [pull.outcome, pull.detail].filter(Boolean).join(' ');
}

it('merges itself half a day after it was opened, seen by a run that saw the policy', async () => {
  const company = (await settledCompany()).fork();
  const present = company.remoteGit('show', `main:${POLICY}`);
  const policy = `${present.replace(/^release:.*\n?/mu, '').trimEnd()}\nrelease: {merge: auto}\n`;
  company.commit({ [POLICY]: policy, 'state/offboardings/e-0002.yaml': PLAN });

  const nights = [
    await night(company, '2027-01-09T01:05:00Z'),
    await night(company, '2027-01-09T14:00:00Z'),
    await night(company, '2027-01-10T01:05:00Z'),
  ];
  const before = company.remoteGit('rev-parse', 'main');
  const told = await lastday(company.shell('2027-01-10T03:00:00Z'), 'reconcile');
  const after = await night(company, '2027-01-11T01:05:00Z');

  // It is open already. The first run writes that the plan says so, and has not seen the policy; the second makes the branch anew, for what is approved; the third is too early; then it is merged.
  expect(nights).toEqual(['updated', 'updated', 'untouched waits-new']);
  expect(told.out).toContain('merged by itself');
  expect(company.remoteGit('log', '-1', '--format=%P %an %s', 'main')).toContain('lastday Merge: Release devices: e-0002');
  expect(company.remoteGit('rev-parse', 'main^1')).toBe(before);
  expect(company.remoteGit('show', 'main:state/devices/LT-0002.yaml')).toContain('status: awaited');
  expect(after).toBeUndefined();
  expect(company.remoteGit('grep', '--only-matching', '"outcome":"merged"', 'lastday/journal')).toContain('"outcome":"merged"');
}, 120_000);
