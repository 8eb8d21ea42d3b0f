import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../reconciler/canonical.ts';
import { plan, planChanges } from '../../../reconciler/plan/plan.ts';
import { at, brief, briefHeld, COMMIT, makeInput, NIGHT, person, published, sha256, system } from './world.ts';

const WEEK_AGO = '2026-12-27T01:00:00Z' as typeof NIGHT;
const leaver = person('e-1', { lastDay: '2027-01-03' });
const known = published({ person: 'e-1', cause: 'spell:2027-01-03', cutOff: at('2027-01-03'), since: WEEK_AGO });

describe('a simple night', () => {
  it('ends sign-in and sessions of somebody whose cut-off has passed', () => {
    const input = makeInput({ people: [leaver, person('e-2')], memory: { published: known } });

    const made = plan(input);

    expect(brief(made.changes)).toEqual(['disable e-1 ad', 'sessions e-1 ad']);
    expect(made.held).toEqual([]);
    expect(made.forecast).toEqual([{ person: 'e-1', cause: 'spell:2027-01-03', cutOff: at('2027-01-03'), systems: ['ad'] }]);
  });

  it('holds what stands in an observed system', () => {
    const input = makeInput({ people: [leaver], systems: [system('ad', { mode: 'observe' })], memory: { published: known } });

    const made = plan(input);

    expect(made.changes).toEqual([]);
    expect(briefHeld(made.held)).toEqual(['observe disable e-1 ad', 'after:disable/e-1/spell:2027-01-03/ad/ad-e-1 sessions e-1 ad']);
  });
});

describe('the plan as a file', () => {
  it('is the same, with the same digest, whatever the order of what it is made from', () => {
    const people = [leaver, person('e-2', { lastDay: '2027-01-02' }), person('e-3', { lastDay: '2027-02-02' })];
    const systems = [system('ad'), system('m365'), system('crm')];

    const one = plan(makeInput({ people, systems }));
    const other = plan(makeInput({ people: people.toReversed(), systems: systems.toReversed() }));

    expect(one).toEqual(other);
    expect(one.id).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('has the digest of its canonical body', () => {
    const { id, ...body } = plan(makeInput({ people: [leaver] }));

    expect(id).toBe(sha256(canonicalJson(body)));
  });

  it.each([
    ['2027-01-04T01:00:00Z', '2027-01-04T11:00:00Z'],
    ['2027-01-04T11:00:00Z', '2027-01-05T11:00:00Z'],
    ['2027-01-04T12:00:00Z', '2027-01-05T11:00:00Z'],
    ['2027-10-30T10:30:00Z', '2027-10-31T10:30:00Z'],
  ])('made at %s is carried out until %s', (asOf, expected) => {
    expect(plan(makeInput({ asOf: asOf as typeof NIGHT })).expiresAt).toBe(expected);
  });

  it('carries what it was made from', () => {
    expect(plan(makeInput({ simulated: true, only: 'e-1' }))).toMatchObject({
      formatVersion: '1.1',
      asOf: NIGHT,
      simulated: true,
      zone: 'Europe/Stockholm',
      base: COMMIT,
      only: 'e-1',
      knownIds: {},
      baselines: [],
    });
  });
});

describe('asked about one person', () => {
  const people = [leaver, person('e-2', { lastDay: '2027-01-02' })];

  it('says nothing of others', () => {
    const made = plan(makeInput({ people, only: 'e-2' }));

    expect(new Set(made.changes.map((one) => one.person))).toEqual(new Set(['e-2']));
    expect(made.forecast.map((one) => one.person)).toEqual(['e-2']);
    expect(made.findings.every((one) => one.subject.employee === 'e-2')).toBe(true);
    expect(made.upcoming.every((one) => one.person === 'e-2')).toBe(true);
  });

  it('says what is proposed and ahead for that person', () => {
    const devices = ['e-1', 'e-2'].map((holder) => {
      return { id: `LT-${holder}`, type: 'laptop' as const, status: 'in-use' as const, holder, ownership: 'owned' as const };
    });
    const all = makeInput({
      people: [...people, person('e-3', { reviewBy: '2027-01-15' })],
      devices,
      policies: { access: { cutOff: '16:00' }, 'device-rules': { defaults: [{ disposition: 'release' }] } },
    });
    const made = plan({ ...all, only: 'e-2' as never });

    expect(made.proposals).toEqual(plan(all).proposals.filter((one) => one.person === 'e-2'));
    expect(made.upcoming).toEqual(plan(all).upcoming.filter((one) => one.person === 'e-2'));
    expect(made.proposals.length).toBeGreaterThan(0);
    expect(plan(all).upcoming.length).toBeGreaterThan(0);
  });

  it('plans the same changes as for everybody', () => {
    const all = plan(makeInput({ people })).changes.filter((one) => one.person === 'e-2');

    expect(planChanges(makeInput({ people, only: 'e-2' })).changes).toEqual(all);
  });
});
