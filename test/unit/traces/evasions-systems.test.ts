/** Evasions that lie in how a system is declared and read: a tenant twice, a new name, enforce at once, what was wrong before, inflated numbers. */
import { describe, expect, it } from 'vitest';
import type { ReadingRecord } from '../../../reconciler/model/journal.ts';
import { observe } from '../../../reconciler/observe/observe.ts';
import { plan } from '../../../reconciler/plan/plan.ts';
import { foldMemory } from '../../../reconciler/record/fold.ts';
import type { CommitId, ForeignId, Instant, SystemId, Zone } from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import { claim, close, forecast, sha256 } from '../../fakes/journal.ts';
import { fakeSystem } from '../../fakes/system.ts';
import { findings, said } from '../load/read.ts';
import { WORLD } from '../load/world.ts';
import { accounts, codes, directory, holders, later, NIGHT, Nights } from '../observe/ground.ts';
import { publishedSince, SINCE_8_DAYS, staff } from '../plan/guardrails/crowd.ts';
import { account, brief, briefHeld, goodReading, idOf, makeDesired, makeInput, person, system, type World } from '../plan/world.ts';
import { type Made, planSeen } from './lived.ts';

describe('G3 one tenant under two names', () => {
  const second = (kind: string, tenant: string) => ({
    'policies/systems/ad2.yaml': `kind: ${kind}\nid: ad2\nmode: enforce\ntenant: ${tenant}\nholds: [accounts]\nworld: ad2.json\n`,
  });

  it.each(['exempel-ad', 'Exempel-AD'])(
    'G3 a second file with the tenant %s is refused, so that nobody is limited or protected twice',
    (tenant) => {
      expect(WORLD['policies/systems/ad.yaml']).toContain('tenant: exempel-ad');
      expect(said(findings(second('practice', tenant)))).toEqual(['duplicate-tenant ad2.yaml#/tenant']);
    },
  );

  it('G3 a system of another tenant is another one', () => {
    expect(said(findings(second('practice', 'exempel-ad-west')))).toEqual([]);
  });
});

/** Nights of a system of twenty people, the first two of whom have left; each is read, judged and planned, with nothing done. */
async function livedNights(count: number, one: System, earlier: (night: number) => System | null) {
  const files = holders(20);
  const [first, second, ...others] = files.people ?? [];
  const left = [first, second].map((who) => ({ ...who, lastDay: '2027-01-01' as never }));
  const nights = new Nights({ people: [...left, ...others] as never }, one);
  const fake = fakeSystem({ accounts: accounts(20) });
  const made: Made[] = [];
  for (let night = 0; night < count; night += 1) {
    const snapshot = await nights.night(fake);
    const planned = planSeen(nights, snapshot, { seen: earlier(night) });
    const baseline = new Map(nights.memory.baseline);
    for (const { system: id, accounts: ids } of planned.baselines) baseline.set(id, new Set(ids));
    nights.memory = { ...nights.memory, baseline };
    made.push(planned);
  }
  return { made, nights, fake };
}

const bys = (made: Made) => [...new Set(made.held.map(({ by }) => by))].filter((by) => !by.startsWith('after:'));

describe('G5 enforce at once', () => {
  it('G5 a system that is new with `enforce` removes nothing before three whole readings on three days, and then a baseline', async () => {
    const { made } = await livedNights(6, directory(), () => directory());

    expect(made.map((one) => one.changes.length)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(made.map(bys)).toEqual([['incomplete:ad'], ['incomplete:ad'], ['incomplete:ad'], ['baseline'], ['baseline'], ['baseline']]);
    expect(made.map((one) => one.baselines.length)).toEqual([0, 0, 1, 0, 0, 0]);
  });

  it('G5 `enforce` of tonight counts from the first run that began half a day after one that saw it', async () => {
    const { made } = await livedNights(6, directory(), (night) => directory({ mode: night < 5 ? 'observe' : 'enforce' }));

    expect(made.slice(0, 5).map(bys)).toEqual(Array.from({ length: 5 }, () => ['observe']));
    expect(made[5]?.baselines).toEqual([{ system: 'ad', accounts: ['a-00001', 'a-00002'] }]);
  });

  it('G5 several readings of one day are one', async () => {
    const nights = new Nights(holders(20), directory());
    const fake = fakeSystem({ accounts: accounts(20) });
    const may: boolean[] = [];
    for (let reading = 0; reading < 5; reading += 1) may.push((await nights.night(fake, 0)).mayRemove);

    expect(may).toEqual([false, false, false, false, false]);
  });
});

describe('G4 a system under a new name', () => {
  it('G4 starts with no readings and removes nothing, whatever its file says', async () => {
    const { nights, fake } = await livedNights(6, directory(), () => directory());
    const renamed = directory({ id: 'ad-new' });
    const again = new Nights(nights.desired.files, renamed, nights.at);
    again.memory = nights.memory;

    const snapshot = await again.night(fake);

    expect(nights.memory.readingDays.get('ad/ad-tenant')).toHaveLength(6);
    expect([snapshot.complete.has('existence'), snapshot.mayRemove]).toEqual([true, false]);
  });

  const gone = Array.from({ length: 3 }, (_, n) => person(`x-${n}`));
  const people = [...staff(40), person('e-1', { lastDay: '2027-01-03', accounts: [{ system: 'ad-new', id: 'ad-new-e-1' }] as never })];
  const memory = {
    removals: gone.map((one) => ({
      person: one.id,
      system: 'ad' as SystemId,
      class: 'surprise' as const,
      at: '2027-01-03T20:00:00Z' as Instant,
      change: `disable/${one.id}/spell:x/ad/${idOf('ad', one.id)}` as never,
    })),
  };

  it('G4 keeps no budget of its own: people who went under the old name count', () => {
    const made = plan(makeInput({ people, systems: [system('ad'), system('ad-new')], memory }));

    expect(made.stops.map((one) => `${one.class} ${one.system} ${one.limit}`)).toEqual(['surprise all 3']);
    expect(brief(made.changes)).toEqual([]);
  });

  it('G4 is observed for half a day, as no run has seen it enforced', () => {
    const systems = [system('ad'), system('ad-new')];

    const made = plan(makeInput({ people, systems, earlier: makeDesired({ systems: [system('ad')] }) }));

    expect(briefHeld(made.held)[0]).toBe('observe disable e-1 ad-new');
  });
});

function readingOf(tenant: string): ReadingRecord {
  const counts = { count: 1000, declaredEnabled: 1000, enabled: 1000, known: {} };
  const times = { freshAt: NIGHT, readAt: NIGHT, isNew: true };
  return { system: 'ad' as SystemId, tenant, ...counts, complete: [], digest: sha256('x'), ...times, came: [], went: [] };
}

describe('G6 observe for years, then everything at once', () => {
  const left = Array.from({ length: 400 }, (_, n) => person(`o-${String(n).padStart(3, '0')}`, { lastDay: '2026-06-30' }));
  const readingDays = new Map([['ad/ad-test', ['2027-01-02', '2027-01-03'] as never[]]]);
  const orphan = { system: 'ad', account: account('tmp-1') };
  const world: World = { people: [...left, ...staff(600)], strangers: [orphan] };
  const first = plan(makeInput({ ...world, memory: { readingDays, baseline: new Map(), published: publishedSince(left, SINCE_8_DAYS) } }));
  const baseline = new Map(first.baselines.map((one) => [one.system, new Set(one.accounts)]));

  it('G6 what was wrong when it was switched on is written down, and none of it goes that night', () => {
    expect(first.baselines.map((one) => [one.system, one.accounts.length])).toEqual([['ad', 401]]);
    expect([first.changes, first.stops]).toEqual([[], []]);
  });

  it('G6 nor any other night, at no limit: there is no stop that an override could let go', () => {
    const made = plan(makeInput({ ...world, asOf: '2027-03-01T01:00:00Z' as Instant, memory: { baseline } }));

    expect([made.changes, made.stops]).toEqual([[], []]);
    expect(bys(made)).toEqual(['baseline']);
  });

  it('G6 a file that is turned to another tenant has a baseline of that one: the old one is none', () => {
    const old = {
      baseline: new Map([['ad' as SystemId, new Set(['gone-1' as ForeignId])]]),
      baselineTenants: new Map([['ad' as SystemId, 'old-test']]),
    };
    const memory = { ...old, readingDays, published: publishedSince(left, SINCE_8_DAYS) };

    const turned = plan(makeInput({ ...world, memory }));

    expect(turned.baselines).toEqual(first.baselines);
    expect([turned.changes, bys(turned)]).toEqual([[], ['baseline']]);
    expect(
      plan(makeInput({ ...world, memory: { ...memory, baselineTenants: new Map([['ad' as SystemId, 'ad-test']]) } })).baselines,
    ).toEqual([]);
  });

  it('G6 the journal tells of which tenant a baseline is', () => {
    const run = '20270103T010000Z-00000001';
    const reading = { ...readingOf('ad-test'), complete: ['existence' as const, 'status' as const] };
    const records = [
      claim(run, { readings: [reading] }),
      forecast(run, { baselines: [...first.baselines, { system: 'm365' as SystemId, accounts: [] }] }),
      close(run, {}),
    ];
    const ground = { head: 'c'.repeat(40) as CommitId, genesis: 'd'.repeat(40) as CommitId, asOf: NIGHT, zone: 'Europe/Stockholm' as Zone };

    expect([...foldMemory(records, ground).baselineTenants]).toEqual([['ad', 'ad-test']]);
  });

  it('G6 but through a list of exact accounts, and who leaves later leaves like anybody', () => {
    const cleanups = [
      { id: 'old', system: 'ad', accounts: ['ad-o-000', 'ad-o-001', 'tmp-1'], what: 'disable' as const, reason: 'checked' },
    ];
    const people = [...(world.people ?? []), person('e-1', { lastDay: '2027-01-03' })];

    const made = plan(makeInput({ ...world, people, cleanups, memory: { baseline } }));

    const ends = made.changes.filter((one) => one.kind === 'disable').map((one) => ('account' in one ? `${one.class} ${one.account}` : ''));
    expect(ends.toSorted()).toEqual(['list ad-o-000', 'list ad-o-001', 'list tmp-1', 'surprise ad-e-1']);
  });
});

describe('G8 an inflated number of accounts', () => {
  const left = Array.from({ length: 30 }, (_, n) => person(`e-${String(n).padStart(2, '0')}`, { lastDay: '2027-01-03' }));
  const went = (world: World) => plan(makeInput(world)).changes.filter((one) => one.kind === 'disable').length;
  const strangers = Array.from({ length: 3000 }, (_, n) => ({ system: 'ad', account: account(`row-${n}`) }));
  const candidates = Array.from({ length: 3000 }, (_, n) => person(`c-${n}`, { kind: 'candidate', accounts: [] }));

  it.each<[string, World]>([
    ['rows of nobody', { people: [...left, ...staff(370)], strangers }],
    [
      'guests',
      { people: [...left, ...staff(370)], strangers: strangers.map((one) => ({ ...one, account: { ...one.account, guest: true } })) },
    ],
    ['people without an account', { people: [...left, ...staff(370), ...candidates] }],
  ])('G8 %s raise no limit: of 400 four go, as before', (_, world) => {
    expect(went(world)).toBe(4);
  });

  it('G8 accounts that are off raise none either', () => {
    const people = [...left, ...staff(3370)];
    const off = people.map((one, n) => account(idOf('ad', one.id), { enabled: n < 400 }));

    expect(went({ people, accounts: { ad: off } })).toBe(4);
  });

  it('G8 thousands of people who are declared and enabled tonight count only after a month', () => {
    const reading = (day: string) => goodReading(`${day}T01:00:00Z` as Instant, 400);
    const readings = ['2026-12-04', '2026-12-27', '2027-01-03'].map(reading);

    expect(went({ people: [...left, ...staff(3370)], memory: { goodReadings: new Map([['ad' as never, readings]]) } })).toBe(4);
  });
});

describe('G9 a canary that is taken out in the change that spoils the reading', () => {
  const canary = { id: 'a-00001', groups: ['staff'] };
  const read = async (now: System, then: System | null) => {
    const fake = fakeSystem({ accounts: accounts(60).slice(1) });
    const desired = { ...makeDesired({ systems: [now] }), employees: new Map() };
    const earlier = then === null ? null : new Map([[then.id, then]]);
    const nights = new Nights({}, now);
    const observed = await observe({ desired, memory: nights.memory, asOf: later(NIGHT, 0), earlier, open: async () => fake });
    return codes(observed.get(now.id)!);
  };

  it.each<[string, readonly object[] | undefined]>([
    ['taken out', undefined],
    ['changed for another', [{ id: 'a-00002' }]],
  ])('G9 one that was %s tonight still counts, as a run saw it half a day ago', async (_, canaries) => {
    const now = directory(canaries === undefined ? {} : { canaries });

    expect(await read(now, directory({ canaries: [canary] }))).toEqual(['canary']);
    expect(await read(now, now)).toEqual([]);
    expect(await read(now, null)).toEqual([]);
  });

  it('G9 one of another tenant says nothing of this one; and one that is new counts at once', async () => {
    expect(await read(directory({}), directory({ tenant: 'another', canaries: [canary] }))).toEqual([]);
    expect(await read(directory({ canaries: [canary] }), directory({}))).toEqual(['canary']);
  });
});
