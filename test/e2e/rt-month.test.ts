/** A month of the practice company's hardware in a real Request Tracker, with a person editing the same assets by hand meanwhile. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssetChange } from '../../reconciler/model/change.ts';
import type { ReportView } from '../../reconciler/report/view.ts';
import { isRequestTrackerInstalled, type RequestTracker, startRequestTracker } from '../counterparts/rt.ts';
import { type Between, startBetween } from '../fakes/between.ts';
import { loginOf, makeRtCompany, type RtCompany } from './rt-company.ts';

const STOCK = {
  'LT-0001': 'e-1001',
  'LT-0002': 'e-1002',
  'PH-0002': 'e-1002',
  'LT-0006': 'e-1006',
  'LT-0012': 'e-1012',
  'LT-0014': 'e-1014',
  'PH-0014': 'e-1014',
  'LT-0018': 'e-1018',
  'LT-0022': 'e-1022',
  'LT-0025': 'e-1025',
  'LT-0042': '',
  'LT-0043': '',
} as const;
type Tag = keyof typeof STOCK;

const PEOPLE = [...new Set([...Object.values(STOCK).filter((one) => one !== ''), 'e-1020'])];

let rt: RequestTracker;
let between: Between;
let company: RtCompany;
/** Every night so far: what was planned for the inventory, and what became of it. */
const nights = new Map<string, ReportView>();

function planned(view: ReportView): readonly AssetChange[] {
  return view.plan.changes.filter((one): one is AssetChange => 'asset' in one);
}

function tagOf(id: string): string {
  return [...company.ids].find(([, one]) => one === id)?.[0] ?? id;
}

/** What became of the inventory in a night: `check-in LT-0001 verified`. */
function moves(view: ReportView): readonly string[] {
  return view.outcomes
    .filter((one) => one.system === 'inventory')
    .map((one) => [one.kind, tagOf(one.account), one.outcome, ...(one.detail === null ? [] : [one.detail])].join(' '));
}

function differences(view: ReportView): readonly string[] {
  return view.plan.findings.filter((one) => one.code === 'holder-mismatch').map((one) => `${one.subject.device} ${one.values['variant']}`);
}

async function night(day: string, time = '01:00'): Promise<ReportView> {
  const on = `${day}T${time}:00Z`;
  const view = await company.night(on);
  nights.set(on, view);
  return view;
}

/** A person changes an asset right before the next write to it, after it was read and decided upon. */
function interruptAt(tag: Tag, edit: Readonly<Record<string, unknown>>): void {
  between.before = async ({ method, path }) => {
    if (method !== 'PUT' || !path.endsWith(`/asset/${company.ids.get(tag)}`)) return null;
    between.before = async () => null;
    await company.byHand(tag, edit);
    return null;
  };
}

/** The desk writes that a device is back, as a change of its file. */
function back(on: string): (text: string) => string {
  return (text) => `${text.replace(/^status: .*$/mu, 'status: received')}\nreturned: {on: ${on}, condition: ok}\n`;
}

/** The desk writes that a device went to somebody. */
function given(person: string, on: string): (text: string) => string {
  const lines = (text: string) => text.split('\n').filter((line) => !/^(awaitedFrom|awaitedSince|returned|received|wiped):/u.test(line));
  return (text) =>
    `${lines(text)
      .join('\n')
      .replace(/^status: .*$/mu, 'status: in-use')
      .replace(/^holder: .*$/mu, `holder: ${person}`)}\nreceived: ${on}\n`;
}

interface Transaction {
  readonly Creator: { readonly id: string };
  readonly Type: string;
  readonly Field: string | null;
  readonly OldValue: string | null;
}

/** What our account did to an asset, by the inventory's own history. */
async function ourChanges(tag: string): Promise<readonly Transaction[]> {
  const fields = 'fields=Creator,Type,Field,OldValue';
  const { items } = (await rt.ask('GET', `asset/${company.ids.get(tag)}/history?${fields}&per_page=100`)) as { items: Transaction[] };
  return items.filter((one) => one.Creator.id === 'lastday');
}

describe.runIf(isRequestTrackerInstalled)('a month with Request Tracker', () => {
  beforeAll(async () => {
    rt = await startRequestTracker(PEOPLE.map(loginOf));
    between = await startBetween(rt.address);
    company = await makeRtCompany(rt, between.address, STOCK);
    for (const day of ['2026-12-28', '2026-12-29', '2026-12-30']) await night(day);
  }, 120_000);
  afterAll(async () => {
    await between?.stop();
    await rt?.stop();
  });

  it('begins in agreement, and changes nothing', () => {
    for (const view of nights.values()) expect([view.exit, moves(view), differences(view)]).toEqual([0, [], []]);
  });

  it('checks in what came back, and not while somebody writes a remark on the same asset', async () => {
    await night('2027-01-01');
    const released = company.merge('2027-01-01T10:00:00Z', 'release');
    company.edit('2027-01-02T10:00:00Z', { 'LT-0001': (text) => `${text}\nreturned: {on: 2027-01-02, condition: ok}\n` });
    await night('2027-01-03');
    const received = company.merge('2027-01-03T10:00:00Z', 'receive');
    interruptAt('LT-0001', { Description: 'Scratched lid, charger missing' });

    const interrupted = await night('2027-01-04');
    const then = await company.seen('LT-0001');
    const done = await night('2027-01-05');

    expect(released).toContain('lastday/release/e-1001-2026-12-31');
    expect(received).toContain('lastday/receive/e-1001-2026-12-31');
    expect([moves(interrupted), then.holder]).toEqual([['check-in LT-0001 failed refused'], loginOf('e-1001')]);
    expect(moves(done)).toEqual(['check-in LT-0001 verified']);
    expect(await company.seen('LT-0001')).toEqual({ holder: '', status: 'allocated' });
  });

  it('takes off a holder that a person wrote only with a plan line that names it', async () => {
    await night('2027-01-06');
    company.merge('2027-01-06T10:00:00Z', 'release');
    await company.byHand('PH-0002', { HeldBy: [loginOf('e-1020')] });
    company.edit('2027-01-07T10:00:00Z', { 'LT-0002': back('2027-01-07'), 'PH-0002': back('2027-01-07') });
    interruptAt('LT-0002', { HeldBy: [loginOf('e-1022')] });

    const first = await night('2027-01-08');
    const kept = await company.seen('LT-0002');
    company.edit('2027-01-08T10:00:00Z', { 'PH-0002': given('e-1020', '2027-01-08') });
    const second = await night('2027-01-09');

    expect(planned(first).map((one) => [one.tag, one.before.holder])).toEqual([
      ['LT-0002', loginOf('e-1002')],
      ['PH-0002', loginOf('e-1020')],
    ]);
    expect(moves(first)).toEqual(['check-in LT-0002 failed refused', 'check-in PH-0002 verified']);
    expect(kept.holder).toBe(loginOf('e-1022'));
    expect(planned(second).map((one) => [one.tag, one.kind, one.before.holder])).toEqual([
      ['LT-0002', 'check-in', loginOf('e-1022')],
      ['PH-0002', 'check-out', ''],
    ]);
    // What was refused the night before comes last.
    expect(moves(second)).toEqual(['check-out PH-0002 verified', 'check-in LT-0002 verified']);
  });

  it('leaves what a person did already, and waits where the lifecycle says no', async () => {
    company.merge('2027-01-09T10:00:00Z', 'release');
    company.edit('2027-01-11T10:00:00Z', { 'LT-0014': back('2027-01-11'), 'PH-0014': back('2027-01-11') });
    await company.byHand('LT-0014', { HeldBy: [], Status: 'recycled' });
    const already = await night('2027-01-12');
    company.edit('2027-01-13T10:00:00Z', { 'LT-0014': given('e-1018', '2027-01-13') });
    const refused = await night('2027-01-14');
    const untouched = await company.seen('LT-0014');
    await company.byHand('LT-0014', { Status: 'allocated' });
    const done = await night('2027-01-15');

    expect(moves(already)).toEqual(['check-in PH-0014 verified']);
    expect([moves(refused), untouched]).toEqual([['check-out LT-0014 failed refused'], { holder: '', status: 'recycled' }]);
    expect([moves(done), await company.seen('LT-0014')]).toEqual([
      ['check-out LT-0014 verified'],
      { holder: loginOf('e-1018'), status: 'in-use' },
    ]);
  });

  it('shows a swap by hand until a person says in the files who has it, and never undoes it', async () => {
    await company.byHand('LT-0018', { HeldBy: [loginOf('e-1022')] });
    await company.byHand('LT-0022', { HeldBy: [loginOf('e-1022'), loginOf('e-1020')] });
    await company.byHand('LT-0025', { Status: 'stolen' });
    const shown = await night('2027-01-16');
    company.edit('2027-01-17T10:00:00Z', { 'LT-0018': given('e-1022', '2027-01-16') });
    await company.byHand('LT-0022', { HeldBy: [loginOf('e-1022')] });

    const agreed = await night('2027-01-18');

    expect([moves(shown), differences(shown)]).toEqual([[], ['LT-0018 other-holder']]);
    expect([moves(agreed), differences(agreed)]).toEqual([[], []]);
  });

  it('ends in agreement, and is silent from then on', async () => {
    const last = await night('2027-01-25');
    const again = await night('2027-01-25', '01:30');

    for (const view of [last, again]) expect([view.exit, planned(view), moves(view), differences(view)]).toEqual([0, [], [], []]);
    const held = await Promise.all(Object.keys(STOCK).map(async (tag) => [tag, (await company.seen(tag)).holder]));
    expect(Object.fromEntries(held)).toEqual({
      'LT-0001': '',
      'LT-0002': '',
      'PH-0002': loginOf('e-1020'),
      'LT-0006': loginOf('e-1006'),
      'LT-0012': loginOf('e-1012'),
      'LT-0014': loginOf('e-1018'),
      'PH-0014': '',
      'LT-0018': loginOf('e-1022'),
      'LT-0022': loginOf('e-1022'),
      'LT-0025': loginOf('e-1025'),
      'LT-0042': '',
      'LT-0043': '',
    });
    expect((await company.seen('LT-0025')).status).toBe('stolen');
    const { Description: remark } = (await rt.ask('GET', `asset/${company.ids.get('LT-0001')}`)) as { Description: string };
    expect(remark).toBe('Scratched lid, charger missing');
  });

  it('by the history of the inventory itself, took nobody off an asset but whom a plan line names, and touched no other', async () => {
    const users = new Map<string, string>();
    for (const login of PEOPLE.map(loginOf)) {
      const { _hyperlinks: links } = (await rt.ask('GET', `user/${login}`)) as { _hyperlinks: { ref: string; id: number }[] };
      users.set(String(links.find((one) => one.ref === 'self')?.id), login);
    }
    const changes = [...nights.values()].flatMap(planned);
    const verified = [...nights.values()].flatMap((view) => view.outcomes).filter((one) => one.outcome === 'verified');
    const taken: string[] = [];
    const touched: string[] = [];
    for (const tag of Object.keys(STOCK)) {
      const ours = await ourChanges(tag);
      if (ours.length > 0) touched.push(tag);
      taken.push(...ours.filter((one) => one.Type === 'DelWatcher').map((one) => `${tag} ${users.get(one.OldValue ?? '')}`));
    }

    expect(touched.toSorted()).toEqual([...new Set(verified.map((one) => tagOf(one.account)))].toSorted());
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter((one) => !changes.some(({ tag, before }) => one === `${tag} ${before.holder}`))).toEqual([]);
  });
});
