/** Readings that pass for whole and are not: what each lost attribute keeps from being concluded, and what a record that moved between two pages leads to. */
import { describe, expect, it } from 'vitest';
import type { Attribute } from '../../../reconciler/model/observed.ts';
import { plan } from '../../../reconciler/plan/plan.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { fakeSystem } from '../../fakes/system.ts';
import { accounts, codes, directory, holders, Nights } from '../observe/ground.ts';
import { ALL, account, brief, done, idOf, line, makeInput, person, seat, system, verified } from '../plan/world.ts';
import { planSeen } from './lived.ts';

const DAY = '2027-01-03';
const LONG_AGO = '2026-12-10';
const people = [
  person('e-1', { lastDay: DAY }),
  person('e-2', { lastDay: LONG_AGO }),
  ...Array.from({ length: 20 }, (_, n) => person(`s-${n}`, { accounts: [line('ad', idOf('ad', `s-${n}`), { grants: ['sales'] })] })),
];
const OFF = { person: 'e-2', cause: `spell:${LONG_AGO}`, at: `${LONG_AGO}T22:00:00Z` as Instant };
const holding = { groups: ['sales', 'extra'], licences: [seat('VISIO')], roles: ['user'], lastUse: '2026-01-01' };
const seen = people.map((one) =>
  account(idOf('ad', one.id), one.id === 'e-2' ? { ...holding, enabled: false } : one.id === 's-0' ? holding : { groups: ['sales'] }),
);

/** What goes when a reading is complete in these attributes, in a system where the files decide and policy names administrators. */
function changesWith(complete: readonly Attribute[]): string[] {
  const world = {
    people,
    systems: [system('ad', { authoritative: ['grants', 'licences'] })],
    accounts: { ad: seen },
    snapshots: { ad: { complete } },
    policies: { guardrails: { administrators: [{ system: 'ad', role: 'Domain Admins' }] } },
    memory: { verified: verified(done('disable', OFF), done('sessions', OFF)) },
  };
  return brief(plan(makeInput(world)).changes).toSorted();
}

const EVERYTHING = ['disable e-1 ad', 'groups e-2 ad', 'groups s-0 ad', 'licences e-2 ad', 'licences s-0 ad', 'sessions e-1 ad'];

describe('C1 a lost column', () => {
  it('C1 of a whole reading each rule takes what is its own', () => {
    expect(changesWith(ALL)).toEqual(EVERYTHING);
  });

  it.each<[Attribute, (change: string) => boolean]>([
    ['existence', () => false],
    // The limits are a share of who is enabled: without that they are 0.
    ['status', () => false],
    ['groups', (change) => !change.startsWith('groups')],
    ['licences', (change) => !change.startsWith('licences')],
    ['roles', () => false],
    ['lastUse', () => true],
    ['holder', () => true],
    ['dates', () => true],
  ])('C1 without %s no rule goes by it, and every other rule goes on', (lost, remains) => {
    expect(changesWith(ALL.filter((one) => one !== lost))).toEqual(EVERYTHING.filter(remains));
  });
});

/** A directory of sixty, the first of whom has left, after some good nights; then a night of which one record is told too late and another comes in its place. */
async function nightsWithout(missed: number) {
  const files = holders(60);
  const [first, ...others] = files.people ?? [];
  const nights = new Nights({ people: [{ ...first, lastDay: DAY } as never, ...others] }, directory());
  const fake = fakeSystem({ accounts: accounts(60) });
  for (let night = 0; night < 4; night += 1) await nights.night(fake);
  const lost = accounts(missed);
  for (const [index, one] of lost.entries()) {
    fake.accounts.delete(one.id);
    fake.put({ ...one, id: `new-${index}` });
  }
  const night = async () => {
    const snapshot = await nights.night(fake);
    const made = planSeen(nights, snapshot, { memory: { baseline: new Map([['ad' as never, new Set<never>()]]) } });
    return { snapshot, made };
  };
  const spoilt = await night();
  for (const [index, one] of lost.entries()) {
    fake.accounts.delete(`new-${index}`);
    fake.put(one);
  }
  return { spoilt, whole: await night() };
}

describe('C4 pages that move while they are read', () => {
  it('C4 one record missed and one more in its place, so that the total agrees: it is said to be missing, nothing is done, and the next night it is there', async () => {
    const { spoilt, whole } = await nightsWithout(1);

    expect(codes(spoilt.snapshot)).toEqual([]);
    expect([spoilt.made.changes, spoilt.made.held]).toEqual([[], []]);
    expect(spoilt.made.findings.map((one) => one.code)).toEqual(expect.arrayContaining(['orphan-account']));
    expect(brief(whole.made.changes)).toEqual(['disable e-1 ad', 'sessions e-1 ad']);
  });

  it('C4 more than two of sixty that no leaving explains: the reading is not whole, and nothing is concluded from it', async () => {
    const { spoilt, whole } = await nightsWithout(4);

    expect(codes(spoilt.snapshot)).toEqual(['absences']);
    expect(spoilt.made.changes).toEqual([]);
    expect(spoilt.made.findings.map((one) => one.code)).not.toContain('account-missing');
    expect(brief(whole.made.changes)).toEqual(['disable e-1 ad', 'sessions e-1 ad']);
  });

  it('C4 of people who are here: a finding for each, and nothing is given or taken', async () => {
    const files = holders(60);
    const nights = new Nights(files, directory());
    const fake = fakeSystem({ accounts: accounts(60) });
    for (let night = 0; night < 4; night += 1) await nights.night(fake);
    for (const one of accounts(2)) fake.accounts.delete(one.id);
    const snapshot = await nights.night(fake);

    const made = planSeen(nights, snapshot);

    expect(made.findings.filter((one) => one.code === 'account-missing').map((one) => one.subject)).toHaveLength(2);
    expect([made.changes, made.held]).toEqual([[], []]);
  });
});
