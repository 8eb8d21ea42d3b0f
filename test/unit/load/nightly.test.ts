/** A broken file keeps only those waiting whom it is about. */
import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../../reconciler/load/load.ts';
import { loadNightly } from '../../../reconciler/load/nightly.ts';
import { readerOf } from './memory-reader.ts';
import { edited, makeFile, makeFiles, type Overrides, WORLD } from './world.ts';

const ANNA = 'state/employees/e-1042.yaml';
const LINA = 'state/employees/e-1012.yaml';

async function night(...trees: readonly (Overrides | readonly SourceFile[])[]) {
  const reader = readerOf(...trees.map((tree) => (Array.isArray(tree) ? (tree as SourceFile[]) : makeFiles(tree as Overrides))));
  const head = reader.commits.at(-1)!;
  const result = await loadNightly(reader, head);
  return {
    ...result,
    reader,
    head,
    broken: Object.fromEntries([...(result.desired?.broken ?? [])].toSorted(([a], [b]) => a.localeCompare(b))),
  };
}

it('uses a valid head as it is', async () => {
  const { desired, valid, head, broken, diagnostics } = await night({}, edited(ANNA, '2026-12-31', '2026-12-31'));

  expect(valid).toBe(head);
  expect(desired?.commit).toBe(head);
  expect(broken).toEqual({});
  expect(diagnostics).toEqual([]);
});

it('uses a head with warnings as it is', async () => {
  const { valid, head, diagnostics } = await night({}, edited('state/exceptions/ex-1.yaml', 'owner: e-1012', 'owner: e-1042'));

  expect(diagnostics.map((one) => one.severity)).toEqual(['warning']);
  expect(valid).toBe(head);
});

describe.each([
  ['employee', { [ANNA]: 'id: [' }, { 'e-1042': ANNA }],
  ['plan', { 'state/offboardings/e-1042.yaml': '%YAML 1.1\n' }, { 'e-1042': 'state/offboardings/e-1042.yaml' }],
  ['new plan', { 'state/offboardings/x-2001.yaml': 'employee: x-2001\nkind: plan\n' }, { 'x-2001': 'state/offboardings/x-2001.yaml' }],
  ['device', { 'state/devices/LT-0042.yaml': 'x' }, { 'e-1042': 'state/devices/LT-0042.yaml' }],
  [
    'new device that names its holder',
    { 'state/devices/LT-1.yaml': 'id: LT-1\nholder: x-2001\ntype: laptp\n' },
    { 'x-2001': 'state/devices/LT-1.yaml' },
  ],
  ['lease', { 'state/leases/hy-2024-017.yaml': 'x' }, { 'e-1042': 'state/leases/hy-2024-017.yaml' }],
  ['exception', { 'state/exceptions/ex-1.yaml': 'x' }, { 'e-1042': 'state/exceptions/ex-1.yaml' }],
  ['hold', { 'state/holds/m-7.yaml': 'x' }, { 'e-1042': 'state/holds/m-7.yaml' }],
  [
    'new hold that names a person',
    { 'state/holds/m-8.yaml': 'id: m-8\nsubjct: {employee: x-2001}\n' },
    { 'x-2001': 'state/holds/m-8.yaml' },
  ],
  ['system', { 'policies/systems/m365.yaml': 'x' }, { 'e-1042': 'policies/systems/m365.yaml' }],
  ['clean-up list', { 'state/cleanups/orphans.yaml': 'x' }, {}],
  ['reading', { 'state/readings/ad.yaml': 'x' }, {}],
  ['override', { 'policies/overrides/or-1.yaml': 'x' }, {}],
  ['drift policy', { 'policies/drift.yaml': 'x' }, {}],
  ['task list', { 'policies/offboarding.yaml': 'x' }, {}],
  ['approvals', { 'policies/approvals.yaml': 'x' }, {}],
  ['device rules', { 'policies/devices.yaml': 'x' }, {}],
] as const)('a broken %s', (_kind, overrides: Overrides, expected) => {
  it('holds exactly those it concerns, and everybody else is there', async () => {
    const { desired, broken, diagnostics, valid, reader } = await night({}, overrides);

    expect(broken).toEqual(expected);
    expect(desired?.employees.size).toBe(3);
    expect(diagnostics.some((one) => one.severity === 'error')).toBe(true);
    expect(valid).toBe(reader.commits[0]);
  });
});

it.each(['state/organisation.yaml', 'policies/guardrails.yaml', 'policies/access.yaml'])('a broken %s holds everybody', async (path) => {
  const { broken, desired } = await night({}, { [path]: 'x' });

  expect(broken).toEqual({ 'e-1012': path, 'e-1042': path, 'x-2001': path });
  expect(desired?.organisation.name).toBe('Exempelgruppen');
});

it('a broken new hold that names nobody holds everybody: it may preserve anybody', async () => {
  const { broken } = await night({}, { 'state/holds/m-8.yaml': 'id: m-8\n' });

  expect(Object.keys(broken)).toEqual(['e-1012', 'e-1042', 'x-2001']);
});

it('a change of a person whose own files are right counts although another file is broken', async () => {
  const head = makeFiles({ 'state/devices/TB-0003.yaml': 'x', ...edited(LINA, '2015-01-07', '2015-01-08') });
  const { broken, desired } = await night({}, head);

  expect(broken).toEqual({});
  expect(desired?.employees.get('e-1012' as never)?.firstDay).toBe('2015-01-08');
  expect(desired?.files.get(LINA)).toBe(head.find((file) => file.path === LINA)?.id);
});

it('somebody who leaves by a file that came after the break is known to leave', async () => {
  const plan = 'state/offboardings/e-1012.yaml';
  const leaving = {
    ...edited(LINA, 'firstDay: 2015-01-07', 'firstDay: 2015-01-07\nlastDay: 2027-01-31'),
    [plan]: 'employee: e-1012\nkind: planned\nspell: 2027-01-31\n',
  };
  const broke = { 'state/devices/TB-0003.yaml': 'x' };
  const { broken, desired } = await night({}, broke, { ...broke, ...leaving });

  expect(broken).toEqual({});
  expect(desired?.employees.get('e-1012' as never)?.lastDay).toBe('2027-01-31');
  expect(desired?.offboardings.get('e-1012')?.employee).toBe('e-1012');
});

it('a device that changed hands counts for both, unless one of the two is broken', async () => {
  const handed = { 'state/devices/LT-0042.yaml': (WORLD['state/devices/LT-0042.yaml'] ?? '').replace('holder: e-1042', 'holder: e-1012') };
  const one = await night({}, { 'state/devices/TB-0003.yaml': 'x', ...handed });
  const two = await night({}, { [ANNA]: 'x', ...handed });

  expect(one.desired?.devices.get('LT-0042' as never)?.holder).toBe('e-1012');
  expect(one.broken).toEqual({});
  expect(two.broken).toEqual({ 'e-1042': ANNA });
});

it('who is touched by what only the mixture of the two commits shows is held', async () => {
  const login = { ...edited(LINA, 'login: linled', 'login: annexe'), [ANNA]: 'x' };
  const { broken } = await night({}, login);

  expect(Object.keys(broken)).toEqual(['e-1012', 'e-1042']);
});

it('somebody who is new since then is known when the file is right, and held when it is not', async () => {
  const path = 'state/employees/e-7.yaml';
  const joined = 'id: e-7\nperson: withheld\nkind: employee\nunit: syd\nfirstDay: 2026-01-07\n';
  const one = await night({}, { 'state/devices/TB-0003.yaml': 'x', [path]: joined });
  const two = await night({}, { 'state/devices/TB-0003.yaml': 'x', [path]: `${joined}lastDay: x\n` });

  expect(one.broken).toEqual({});
  expect(one.desired?.employees.has('e-7' as never)).toBe(true);
  expect(two.broken).toEqual({ 'e-7': path });
});

it('a person whose file was deleted while something is broken is held', async () => {
  const { broken } = await night({}, { 'state/devices/TB-0003.yaml': 'x', 'state/employees/x-2001.yaml': null });

  expect(broken).toEqual({ 'x-2001': 'state/employees/x-2001.yaml' });
});

it('an error between files holds those whom the blamed file concerns', async () => {
  const { broken, diagnostics } = await night({}, edited(LINA, 'login: linled', 'login: annexe'));

  expect(diagnostics.map((one) => one.code)).toEqual(['duplicate-login']);
  expect(Object.keys(broken)).toEqual(['e-1012', 'e-1042']);
});

it('goes back past several broken commits', async () => {
  const { valid, reader } = await night({}, edited(LINA, '2015-01-07', '2015-01-08'), { [ANNA]: 'x' }, { [ANNA]: 'y' });

  expect(valid).toBe(reader.commits[1]);
});

it('has nothing to plan from when no commit was ever valid', async () => {
  const { desired, valid, diagnostics } = await night({ [ANNA]: 'x' }, { [ANNA]: 'y' });

  expect(desired).toBeNull();
  expect(valid).toBeNull();
  expect(diagnostics.length).toBeGreaterThan(0);
});

describe('what head says still counts', () => {
  const broken = { [ANNA]: 'x' };

  it('a freeze', async () => {
    const { desired } = await night(
      {},
      { ...broken, 'policies/guardrails.yaml': `freeze: everything\n${WORLD['policies/guardrails.yaml']}` },
    );

    expect(desired?.policy.freeze).toBe('everything');
  });

  it('a freeze, even when another policy is broken', async () => {
    const { desired } = await night(
      {},
      { 'policies/drift.yaml': 'x', 'policies/guardrails.yaml': `freeze: everything\n${WORLD['policies/guardrails.yaml']}` },
    );

    expect(desired?.policy.freeze).toBe('everything');
  });

  it('a new hold, and a new exception', async () => {
    const { desired } = await night(
      {},
      {
        ...broken,
        'state/holds/m-8.yaml': 'id: m-8\nsubject: {employee: x-2001}\nmatter: M-8\nfrom: 2027-01-01\n',
        'state/exceptions/ex-2.yaml':
          'id: ex-2\nsubject: {employee: x-2001}\nchange: groups\nreason: r\nowner: e-1012\nfrom: 2027-01-01\nuntil: 2027-01-02\n',
      },
    );

    expect([...(desired?.holds.keys() ?? [])].toSorted()).toEqual(['m-7', 'm-8']);
    expect([...(desired?.exceptions.keys() ?? [])].toSorted()).toEqual(['ex-1', 'ex-2']);
  });

  it('a hold that is broken or gone is kept as it was', async () => {
    const one = await night({}, { 'state/holds/m-7.yaml': 'x' });
    const two = await night({}, { ...broken, 'state/holds/m-7.yaml': null });

    expect(one.desired?.holds.get('m-7' as never)?.matter).toBe('M-7');
    expect(two.desired?.holds.get('m-7' as never)?.matter).toBe('M-7');
  });

  it('an override that is gone or broken permits nothing any more', async () => {
    const one = await night({}, { ...broken, 'policies/overrides/or-1.yaml': null });
    const two = await night({}, { 'policies/overrides/or-1.yaml': 'x' });

    expect(one.desired?.overrides.size).toBe(0);
    expect(two.desired?.overrides.size).toBe(0);
  });

  it('names each file as it was used', async () => {
    const head = makeFiles({ ...broken, 'policies/access.yaml': 'cutOff: "17:00"\n' });
    const { desired } = await night({}, head);

    expect(desired?.policy.access.cutOff).toBe('17:00');
    expect(desired?.files.get('policies/access.yaml')).toBe(head.find((file) => file.path === 'policies/access.yaml')?.id);
    expect(desired?.files.get(ANNA)).toBe(makeFile(ANNA, WORLD[ANNA] ?? '').id);
  });
});

it('holds both when two people declare one account, whichever of the two files is wrong', async () => {
  const { broken } = await night({}, edited(ANNA, 'id: a-1042', 'id: a-1012'));

  expect(broken).toEqual({ 'e-1012': LINA, 'e-1042': ANNA });
});

it('holds both when a file that cannot be read names the account of somebody else', async () => {
  const [path = '', text] = Object.entries(edited(ANNA, 'id: a-1042', 'id: a-1012'))[0] ?? [];
  const { broken } = await night({}, { [path]: `${text}colour: blue\n` });

  expect(broken).toEqual({ 'e-1012': ANNA, 'e-1042': ANNA });
});
