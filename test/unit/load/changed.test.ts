/** The check of a change reads what the change touches, and says what a whole check would say about it. */
import { describe, expect, it } from 'vitest';
import { loadChanged } from '../../../reconciler/load/changed.ts';
import { asChange } from '../../../reconciler/load/compare.ts';
import { loadFiles } from '../../../reconciler/load/load.ts';
import { readerOf } from './memory-reader.ts';
import { said } from './read.ts';
import { edited, makeFiles, type Overrides, WORLD } from './world.ts';

const ANNA = 'state/employees/e-1042.yaml';

const accounts = /accounts:\n[^]*/u.exec(WORLD[ANNA] ?? '')?.[0] ?? '';
/** Anna's file with her accounts in front. */
const moved = accounts + (WORLD[ANNA] ?? '').replace(accounts, '');

/** A world with so many people and devices that reading them all would be seen. */
const MANY: Overrides = Object.fromEntries(
  Array.from({ length: 200 }, (_, index) => [
    [`state/employees/e-${index + 5000}.yaml`, `id: e-${index + 5000}\nperson: withheld\nkind: employee\nmanager: e-1012\n`],
    [
      `state/devices/LT-${index + 5000}.yaml`,
      `id: LT-${index + 5000}\ntype: laptop\nstatus: in-use\nholder: e-${index + 5000}\nownership: owned\n`,
    ],
  ]).flat(),
);

async function changed(base: Overrides, head: Overrides) {
  const trees = [makeFiles({ ...MANY, ...base }), makeFiles({ ...MANY, ...head })] as const;
  const reader = readerOf(...trees);
  const result = await loadChanged(reader, { base: reader.commits[0]!, head: reader.commits[1]! });
  const before = loadFiles(trees[0], reader.commits[0]!);
  const now = loadFiles(trees[1], reader.commits[1]!);
  return { ...result, reader, whole: asChange(now.diagnostics, before, now) };
}

describe.each<readonly [string, Overrides]>([
  ['nothing', {}],
  ['a valid change', edited(ANNA, '2026-12-31', '2026-12-31 ')],
  ['an unknown manager', edited(ANNA, 'manager: e-1012', 'manager: e-1013')],
  ['a broken file', { [ANNA]: 'id: [' }],
  ['a last day without its plan', edited(ANNA, '2026-12-31', '2027-01-31')],
  ['a plan whose device is not held', edited('state/devices/PH-0101.yaml', 'holder: e-1042', 'holder: e-1012')],
  ['a device that moves on, in another form', edited('state/devices/PH-0101.yaml', 'holder: e-1042', '"holder": e-1012')],
  ['a device that is somewhere else', edited('state/devices/PH-0101.yaml', 'holder: e-1042', 'holder: e-1042\nlocation: {country: DK}')],
  [
    'a disposition that the ownership does not allow',
    edited('state/offboardings/e-1042.yaml', 'disposition: release', 'disposition: keep'),
  ],
  [
    'a transfer to another company',
    edited('state/offboardings/e-1042.yaml', '{disposition: release}', '{disposition: transfer, to: x-2001}'),
  ],
  ['a device without a line on its lease', edited('state/leases/hy-2024-017.yaml', '\n  LT-0042: {rent: 219.00 SEK}', ' {}')],
  [
    'an exception too long in sum',
    {
      'state/exceptions/ex-2.yaml': (WORLD['state/exceptions/ex-1.yaml'] ?? '').replace('ex-1', 'ex-2').replace('2027-01-20', '2027-06-17'),
    },
  ],
  [
    'a plan that newly decides on a device of somebody else',
    edited('state/offboardings/e-1042.yaml', 'devices:', 'devices:\n  LT-5000: {disposition: release}'),
  ],
  ['a removed account', edited(ANNA, '  - {system: m365, id: m-1042, login: anna.exempelsson@exempel.example, licences: [SPE_E3]}\n', '')],
  [
    'a removed account at the end of a file that ends with accounts',
    { [ANNA]: (WORLD[ANNA] ?? '').slice(0, (WORLD[ANNA] ?? '').indexOf('  - {system: m365')) },
  ],
  ['accounts moved up, unchanged', { [ANNA]: moved }],
  ['accounts moved up, one lost', { [ANNA]: moved.replace(/ {2}- \{system: m365.*\n/u, '') }],
  ['accounts in a comment only', { [ANNA]: (WORLD[ANNA] ?? '').replace(/\naccounts:[^]*/u, '\n# accounts: gone\n') }],
  ['a new person with an unknown unit', { 'state/employees/e-7.yaml': 'id: e-7\nperson: withheld\nkind: employee\nunit: syyd\n' }],
  ['a service account for oneself', edited(ANNA, 'login: annexe', 'login: svc-print')],
  ['a symbolic name', { 'state/employees/e-7.yml': 'x' }],
])('%s', (_name, head) => {
  it('is judged as by a whole check, from a part of the files', async () => {
    const { diagnostics, whole, isWhole, reader } = await changed({}, head);

    expect(diagnostics).toEqual(whole);
    expect(isWhole).toBe(false);
    expect(reader.asked.blobs.length).toBeLessThan(40);
  });
});

describe.each<readonly [string, Overrides]>([
  ['a deleted person', { 'state/employees/x-2001.yaml': null }],
  ['a deleted lease that a device names', { 'state/leases/hy-2024-017.yaml': null }],
  ['a unit that is gone', edited('state/organisation.yaml', '{id: kbh', '{id: kbhx')],
  ['a policy', edited('policies/access.yaml', '16:00', '17:00')],
])('%s', (_name, head) => {
  it('is judged by reading everything', async () => {
    const { diagnostics, whole, isWhole } = await changed({}, head);

    expect(isWhole).toBe(true);
    expect(diagnostics).toEqual(whole);
  });
});

it.each([
  ['at the top', moved],
  ['in one map of brackets', '{id: e-1042, person: withheld, kind: employee, lastDay: 2026-12-31, accounts: [{system: m365, login: x}]}\n'],
  ['under a quoted key', (WORLD[ANNA] ?? '').replace('accounts:', '"accounts":')],
  ['under an escaped key', (WORLD[ANNA] ?? '').replace('accounts:', '"\\x61ccounts":')],
])('sees an account that is removed from accounts %s', async (_name, text) => {
  const { diagnostics } = await changed(
    { [ANNA]: text },
    edited(ANNA, '  - {system: m365, id: m-1042, login: anna.exempelsson@exempel.example, licences: [SPE_E3]}\n', ''),
  );

  expect(said(diagnostics)).toEqual(['account-removed e-1042.yaml#/accounts']);
});

it('leaves alone what was wrong elsewhere before', async () => {
  const { diagnostics, whole } = await changed(
    { 'state/employees/e-5000.yaml': 'x' },
    { 'state/employees/e-5000.yaml': 'x', ...edited(ANNA, 'manager: e-1012', 'manager: e-1') },
  );

  expect(said(diagnostics)).toEqual(['unknown-employee e-1042.yaml#/manager']);
  expect(whole).toHaveLength(2);
});

it('knows people by the listing: a reference to a broken file is not unknown', async () => {
  const { diagnostics } = await changed(
    { 'state/employees/e-5000.yaml': 'x' },
    { 'state/employees/e-5000.yaml': 'x', ...edited(ANNA, 'manager: e-1012', 'manager: e-5000') },
  );

  expect(said(diagnostics).filter((one) => one.startsWith('unknown'))).toEqual([]);
});

it('takes a device that a plan newly names and somebody else holds for a slip of the pen, and one that has moved on for history', async () => {
  const plan = 'state/offboardings/e-1042.yaml';
  const phone = 'state/devices/PH-0101.yaml';
  const slip = await changed({}, edited(plan, 'devices:', 'devices:\n  LT-5000: {disposition: release}'));
  const movedOn = await changed({}, edited(phone, 'holder: e-1042', 'holder: e-1012'));

  const severities = (diagnostics: typeof slip.diagnostics) =>
    diagnostics.filter(({ code }) => code === 'device-not-held').map(({ severity }) => severity);
  expect([severities(slip.diagnostics), severities(movedOn.diagnostics)]).toEqual([['error'], ['warning']]);
});
