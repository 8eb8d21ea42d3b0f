/** One mistake, one message, with the word that was meant. */
import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../../reconciler/load/check-document.ts';
import { edited, WORLD } from './world.ts';

const ANNA = 'state/employees/e-1042.yaml';
const OTTO = 'state/employees/x-2001.yaml';
const LAPTOP = 'state/devices/LT-0042.yaml';
const PLAN = 'state/offboardings/e-1042.yaml';
const AD = 'policies/systems/ad.yaml';

describe.each<readonly [name: string, path: string, from: string, to: string, code: string, pointer: string, words: readonly string[]]>([
  ['a wrong word', ANNA, 'kind: employee', 'kind: employe', 'unknown-word', '/kind', ['`employe`', 'Did you mean `employee`?']],
  ['a word that is near none', ANNA, 'kind: employee', 'kind: boss', 'unknown-word', '/kind', ['One of: employee, consultant,']],
  ['a wrong property', ANNA, 'manager:', 'manger:', 'unknown-property', '/manger', ['Did you mean `manager`?']],
  ["another tool's property", ANNA, 'lastDay:', 'endDate:', 'unknown-property', '/endDate', ['Did you mean `lastDay`?']],
  ['a wrong property of an account', ANNA, 'grants:', 'groups:', 'unknown-property', '/accounts/0/groups', ['Did you mean `grants`?']],
  ['a missing property', ANNA, 'kind: employee\n', '', 'missing-property', '', ['`kind` is missing', 'What the person is']],
  ['a wrong word for withheld', OTTO, 'withheld', 'witheld', 'wrong-form', '/person', ['Did you mean `withheld`?']],
  ['a person without a name', OTTO, 'withheld', '{}', 'missing-property', '/person', ['`name` is missing']],
  ['a person as a list', OTTO, 'withheld', '[withheld]', 'wrong-type', '/person', ['Expected `withheld` or a map', 'a list']],
  ['a person as a number', OTTO, 'withheld', '42', 'wrong-type', '/person', ['a number']],
  [
    'a holder with a wrong property',
    LAPTOP,
    'holder: e-1042',
    'holder: {unti: syd}',
    'unknown-property',
    '/holder/unti',
    ['Did you mean `unit`?'],
  ],
  ['a holder that is no id', LAPTOP, 'holder: e-1042', 'holder: Anna E', 'wrong-form', '/holder', ['an id']],
  ['a holder that is true', LAPTOP, 'holder: e-1042', 'holder: true', 'wrong-type', '/holder', ['or `null`']],
  ['an inventory id that is too small', LAPTOP, 'id: 311', 'id: 0', 'wrong-form', '/inventory/id', ['a whole number']],
  [
    'a wrong disposition',
    PLAN,
    'disposition: release',
    'disposition: relese',
    'unknown-word',
    '/devices/LT-0042/disposition',
    ['Did you mean `release`?'],
  ],
  [
    'a missing disposition',
    PLAN,
    '{disposition: release}',
    '{note: x}',
    'missing-property',
    '/devices/LT-0042',
    ['One of: release, transfer'],
  ],
  [
    'a property of another disposition',
    PLAN,
    '{disposition: release}',
    '{disposition: release, to: e-1}',
    'unknown-property',
    '/devices/LT-0042/to',
    ['Known here: disposition, note.'],
  ],
  [
    'a transfer to nobody',
    PLAN,
    '{disposition: release}',
    '{disposition: transfer}',
    'missing-property',
    '/devices/LT-0042',
    ['`to` is missing'],
  ],
  ['a wrong kind of system', AD, 'kind: practice', 'kind: practise', 'unknown-word', '/kind', ['Did you mean `practice`?']],
  [
    'a kind of system that is a number',
    AD,
    'kind: practice',
    'kind: 7',
    'unknown-word',
    '/kind',
    ['One of: practice, csv, snipe-it, rt, ldap.'],
  ],
  ['no kind of system', AD, 'kind: practice\n', '', 'missing-property', '', ['One of: practice, csv, snipe-it, rt, ldap.']],
  ['a day that does not exist', ANNA, '2026-12-31', '2026-11-31', 'not-a-day', '/lastDay', ['YYYY-MM-DD']],
  ['an amount without currency', PLAN, '1800.00 SEK', '"1800"', 'wrong-form', '/devices/PH-0101/offer/price', ['an amount', '1800.00 SEK']],
  ['a length of time in other words', 'state/leases/hy-2024-017.yaml', 'P30D', '30 days', 'wrong-form', '/notice', ['a length of time']],
  [
    'a number out of bounds',
    'policies/guardrails.yaml',
    'percent: 1',
    'percent: 101',
    'out-of-bounds',
    '/limits/surprise/percent',
    ['at most 100'],
  ],
  ['an empty list', AD, 'holds: [accounts]', 'holds: []', 'out-of-bounds', '/holds', ['at least 1']],
  ['a key of a wrong form', 'state/leases/hy-2024-017.yaml', 'LT-0042:', 'LT_0042:', 'wrong-form', '/lines/LT_0042', ['an asset tag']],
  ['text for a list', ANNA, '[sales, vpn]', 'sales', 'wrong-type', '/accounts/0/grants', ['a list']],
  [
    'a word in an unknown finding',
    'policies/drift.yaml',
    'stale-licence',
    'stale-license',
    'unknown-property',
    '/stale-license',
    ['Did you mean `stale-licence`?'],
  ],
])('%s', (_name, path, from, to, code, pointer, words) => {
  it('is one message', () => {
    const text = edited(path, from, to)[path] ?? '';

    const found = checkDocument(path, text);

    expect(found.map((one) => [one.code, one.pointer ?? ''])).toEqual([[code, pointer]]);
    for (const word of words) expect(`${found[0]?.message} ${found[0]?.hint ?? ''}`).toContain(word);
  });
});

it('says all mistakes of a file at once, in their order', () => {
  const text = (WORLD[ANNA] ?? '').replace('kind: employee', 'kind: x').replace('2026-12-31', 'soon').replace('unit: syd', 'units: syd');

  expect(checkDocument(ANNA, text).map((one) => one.line)).toEqual([5, 6, 9]);
});

it('says where a file without a place belongs', () => {
  expect(checkDocument('state/employee/e-1.yaml', 'id: e-1\n')).toMatchObject([
    { code: 'unexpected-file', hint: 'Did you mean `state/employees/e-1.yaml`?' },
  ]);
});

it('finds nothing wrong in any file of the small world', () => {
  for (const [path, text] of Object.entries(WORLD)) expect(checkDocument(path, text)).toEqual([]);
});
