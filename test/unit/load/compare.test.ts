/** What a change may not take away. */
import { describe, expect, it } from 'vitest';
import { compareWithBase } from '../../../reconciler/load/compare.ts';
import { loadFiles } from '../../../reconciler/load/load.ts';
import { said } from './read.ts';
import { edited, makeFiles, type Overrides, WORLD } from './world.ts';

const ANNA = 'state/employees/e-1042.yaml';
const PLAN = 'state/offboardings/e-1042.yaml';
const ORG = 'state/organisation.yaml';
const GENESIS = '5f0c2a1b9d3e4f60718293a4b5c6d7e8f9012345';
const PINNED = { [ORG]: `${WORLD[ORG]}journal: {genesis: ${GENESIS}}\n` };

function compared(base: Overrides, head: Overrides): readonly string[] {
  return said(compareWithBase(loadFiles(makeFiles(base), null), loadFiles(makeFiles(head), null)));
}

const closed = { [PLAN]: `${WORLD[PLAN]}closed: 2027-02-15\n` };
const withoutMail = edited(ANNA, '  - {system: m365, id: m-1042, login: anna.exempelsson@exempel.example, licences: [SPE_E3]}\n', '');
const loginOnly = edited(ANNA, '    id: a-1042\n', '');

describe.each<readonly [string, Overrides, Overrides, readonly string[]]>([
  ['nothing', {}, {}, []],
  ['a deleted person', {}, { 'state/employees/x-2001.yaml': null }, ['employee-deleted x-2001.yaml']],
  ['a person whose file is broken', {}, { 'state/employees/x-2001.yaml': 'x' }, []],
  ['a new person', { 'state/employees/x-2001.yaml': null }, {}, []],
  ['a removed account', {}, withoutMail, ['account-removed e-1042.yaml#/accounts']],
  ['an account of another id under the same login', {}, edited(ANNA, 'm-1042', 'm-9999'), ['account-removed e-1042.yaml#/accounts']],
  ['a renamed login', {}, edited(ANNA, 'annexe', 'annatest'), []],
  ['a recorded id', loginOnly, {}, []],
  ['an id that is no longer recorded', {}, loginOnly, []],
  [
    'another login without an id',
    loginOnly,
    { [ANNA]: (loginOnly[ANNA] ?? '').replace('annexe', 'other') },
    ['account-removed e-1042.yaml#/accounts'],
  ],
  ['a login in other capitals', loginOnly, { [ANNA]: (loginOnly[ANNA] ?? '').replace('annexe', 'AnnExe') }, []],
  ['removed grants', {}, edited(ANNA, 'grants: [sales, vpn]', 'grants: [vpn]'), []],
  ['a removed account of somebody whose plan is closed', closed, { ...closed, ...withoutMail }, []],
  ['a removed account in the change that closes the plan', {}, { ...closed, ...withoutMail }, []],
  ['a deleted device', {}, { 'state/devices/TB-0003.yaml': null }, ['device-deleted TB-0003.yaml']],
  ['the pin of the journal, set', {}, PINNED, []],
  ['the pin of the journal, removed', PINNED, {}, ['genesis-changed organisation.yaml#/journal']],
  [
    'the pin of the journal, changed',
    PINNED,
    { [ORG]: (PINNED[ORG] ?? '').replace('5f0c', '0000') },
    ['genesis-changed organisation.yaml#/journal'],
  ],
  ['a base that is broken', { [ORG]: 'x' }, { 'state/employees/x-2001.yaml': null }, []],
])('%s', (_name, base, head, expected) => {
  it(`leads to ${expected.join(', ') || 'nothing'}`, () => {
    expect(compared(base, head)).toEqual(expected);
  });
});

it('is fast for many people: a person is looked up, not searched for', () => {
  const many = Object.fromEntries(
    Array.from({ length: 2000 }, (_, index) => [
      `state/employees/e-${index + 5000}.yaml`,
      `id: e-${index + 5000}\nperson: withheld\nkind: employee\n`,
    ]),
  );
  const base = loadFiles(makeFiles(many), null);
  const head = loadFiles(makeFiles({}), null);
  const start = performance.now();

  const found = compareWithBase(base, head);

  expect(found).toHaveLength(2000);
  expect(performance.now() - start).toBeLessThan(1000);
});
