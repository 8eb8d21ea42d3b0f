/** What is sent tonight: once, only where it was to be twelve hours ago, and never more than may leave in one night. */
import { describe, expect, it } from 'vitest';
import { noticeLimit, planAgain, planNotices } from '../../../reconciler/plan/notices.ts';
import { plan as planAll } from '../../../reconciler/plan/plan.ts';
import { device, one, only } from './findings/look.ts';
import { DESKS, due, ids, MAIL, mailWorld, reachable, sent } from './notices-look.ts';
import { makeDesired, makeInput, person, type World } from './world.ts';

const NOTE = 'return-note/e-1/spell:2027-01-08/2027-01-08';

function notices(more: object): World {
  return mailWorld({ policies: { notices: { ...MAIL, ...more } } });
}

describe('mail', () => {
  it('is in the plan, without a name or address', () => {
    const made = planAll(makeInput(mailWorld()));

    expect(made.notices).toMatchObject([{ id: NOTE, to: 'person:e-1', held: null }]);
    expect(JSON.stringify(made)).not.toMatch(/Påhitt|exempel\.example/u);
  });

  it('is none without a file, and none where it is off', () => {
    expect(ids(mailWorld({ policies: { notices: undefined } as never }))).toEqual([]);
    expect(ids(notices({ mode: 'off' }))).toEqual([]);
  });

  it('of one person is asked for alone', () => {
    const people = [reachable('e-1', { lastDay: '2027-01-08' }), reachable('e-2', { lastDay: '2027-01-08' })];
    const devices = [device('LT-1', 'e-1'), device('LT-2', 'e-2')];

    expect(planNotices(makeInput(mailWorld({ people, devices, only: 'e-2' }))).map((each) => each.person)).toEqual(['e-2']);
  });

  it.each(['accepted', 'failed', 'unverifiable'] as const)('that was announced is not planned again, also when it was %s', (state) => {
    expect(due(mailWorld({ memory: sent({ of: NOTE, state }) }))).toEqual([]);
  });

  it('is held where', () => {
    const before = (policies: object) => makeDesired(mailWorld({ policies: policies }));
    const held = (world: World) => due(world).map((each) => each.held);

    expect(held(notices({ mode: 'observe' }))).toEqual(['observe']);
    expect(held(mailWorld({ earlier: null }))).toEqual(['observe']);
    expect(held(mailWorld({ earlier: before({ notices: { ...MAIL, mode: 'observe' } }) }))).toEqual(['observe']);
    expect(held(notices({ from: undefined }))).toEqual(['observe']);
    expect(held(mailWorld({ frozen: true }))).toEqual(['freeze']);
    expect(held(mailWorld({ policies: { guardrails: { freeze: 'everything' } } }))).toEqual(['freeze']);
    expect(held(mailWorld({ policies: { guardrails: { freeze: 'cleanups' } } }))).toEqual([null]);
    expect(held(mailWorld({ broken: { 'e-1': 'state/employees/e-1.yaml' } }))).toEqual(['invalid']);
    const protectedOne = [person('e-1', { lastDay: '2027-01-08' })];
    expect(held(mailWorld({ people: protectedOne }))).toEqual([null]);
    expect(held(mailWorld({ people: protectedOne, organisation: { desks: { hr: { name: 'HR' } } } }))).toEqual(['no-address']);
    expect(held(mailWorld({ people: protectedOne, organisation: { desks: {} } }))).toEqual(['no-address']);
    expect(held(mailWorld({ people: protectedOne, organisation: { desks: undefined } as never }))).toEqual(['no-address']);
  });
});

describe('how much may leave in one night', () => {
  const names = Array.from({ length: 24 }, (_, index) => `e-${100 + index}`);
  const many = (perRun: number | undefined, more: World = {}): World =>
    mailWorld({
      people: names.map((name) => reachable(name, { lastDay: name === 'e-123' ? '2027-01-05' : '2027-01-08' })),
      devices: names.map((name) => device(`LT-${name.slice(2)}`, name)),
      policies: { notices: { ...MAIL, ...(perRun === undefined ? {} : { limits: { perRun } }) } },
      ...more,
    });
  const split = (world: World) => {
    const all = due(world);
    return [all.filter((each) => each.held === null).length, all.filter((each) => each.held === 'limit').length];
  };

  it.each([
    [undefined, [20, 4]],
    [3, [3, 21]],
    [0, [0, 24]],
    [24, [20, 4]],
  ])('%s a run', (perRun, expected) => {
    const earlier = perRun === 24 ? makeDesired(many(undefined)) : makeDesired(many(perRun));

    expect(split(many(perRun, { earlier }))).toEqual(expected);
  });

  it('the longest due goes first', () => {
    expect(due(many(1))[0]).toMatchObject({ person: 'e-123', held: null });
  });

  it('is a tenth of many people', () => {
    const people = Array.from({ length: 310 }, (_, index) => person(`e-${index}`));

    expect(noticeLimit(makeInput(mailWorld({ people })))).toBe(31);
  });

  it('counts what left in the last twelve hours, but for what was refused', () => {
    const at = '2027-01-03T20:00:00Z' as never;
    const memory = sent(
      { of: 'return-note/e-901/x', at },
      { of: 'return-note/e-902/x', at, state: 'unverifiable' },
      { of: 'return-note/e-903/x', at, state: 'failed' },
      { of: 'return-note/e-904/x' },
    );

    expect(split(many(5, { memory }))).toEqual([3, 21]);
  });
});

describe('asked for again by a person', () => {
  it('is the message as the files have it, also after it was announced', () => {
    const world = mailWorld({ memory: sent({ of: NOTE, state: 'unverifiable' }) });

    expect(planAgain(makeInput(world), NOTE as never)).toMatchObject({ id: NOTE, held: null });
    expect(planAgain(makeInput({ ...world, devices: [] }), NOTE as never)).toBeNull();
  });
});

describe('a message that did not go', () => {
  it.each([
    ['failed', 'refused'],
    ['unverifiable', 'unknown'],
  ] as const)('%s is a finding for HR', (state, variant) => {
    const world = mailWorld({ memory: sent({ of: NOTE, state }), organisation: { desks: DESKS } });

    expect(one('notice-open', world)).toMatchObject({
      key: `notice-open/${NOTE}`,
      who: 'desk:hr',
      day: '2026-12-20',
      values: { variant, employee: 'e-1', notice: NOTE, to: 'person:e-1' },
    });
  });

  it('is none when it went, and none when nobody asks for it any more', () => {
    expect(only('notice-open', mailWorld({ memory: sent({ of: NOTE }) }))).toEqual([]);
    expect(only('notice-open', mailWorld({ memory: sent({ of: NOTE, state: 'failed' }), devices: [] }))).toEqual([]);
  });
});
