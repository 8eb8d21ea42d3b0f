/** A layout that the user writes. */
import { describe, expect, it } from 'vitest';
import { importCsv } from '../../../reconciler/import/import-csv.ts';
import { readMapping } from '../../../reconciler/import/layouts/mapped.ts';
import { loadTexts, request, tableFrom, textsAfter } from './tables.ts';

const GOOD = {
  name: 'hr',
  dates: 'dmy',
  per: 'month',
  people: { login: 'Anv', name: 'Namn', lastDay: 'Slut', manager: 'Chef' },
  assets: { tag: 'Nr', holder: 'Anv' },
  licences: { id: 'Lic', cost: 'Pris', flags: ['Aktiv'] },
};

describe('a mapping', () => {
  it('is used for any export', () => {
    const result = readMapping(GOOD);
    if ('problem' in result) throw new Error(result.problem);
    const people = tableFrom('Anv;Namn;Slut;Chef\ntestper;Test Person;31.12.26;\ntestada;Ada Exempel;;testper\n', 'personal.csv');
    const assets = tableFrom('Nr;Anv\nLT-1;testper\n', 'datorer.csv');

    const { desired, diagnostics } = loadTexts(textsAfter(importCsv(request({ mapping: result.mapping, people, assets }))));

    expect(diagnostics).toEqual([]);
    expect([...(desired?.employees.values() ?? [])].map((one) => [one.person, one.lastDay, one.manager])).toEqual([
      [{ name: 'Test Person' }, '2026-12-31', undefined],
      [{ name: 'Ada Exempel' }, undefined, 'e-0001'],
    ]);
    expect(desired?.devices.get('LT-1' as never)?.holder).toBe('e-0001');
    expect([...(desired?.systems.keys() ?? [])].toSorted()).toEqual(['hr-assets', 'hr-people', 'hr-users']);
  });

  it('may be of one table only, with usual words for the rest', () => {
    expect(readMapping({ people: { login: 'Anv' } })).toEqual({
      mapping: { name: 'import', dates: 'ymd', per: 'month', people: { login: 'Anv' } },
    });
    expect(readMapping(GOOD)).toEqual({ mapping: GOOD });
  });

  it.each([
    [7, 'the mapping must be a map'],
    [[], 'the mapping must be a map'],
    [{ name: 'Å' }, '`name` must be of small letters, digits and hyphens'],
    [{ dates: 'american' }, '`dates` must be ymd, dmy or mdy'],
    [{ per: 'week' }, '`per` must be month or year'],
    [{ user: {} }, '`user` is not known here; there are: name, dates, per, people, assets, licences'],
    [{ people: 'Anv' }, "`people` must be a map from a column's name to its heading"],
    [{ people: { name: 'Namn' } }, '`people.login` is missing: the heading of that column'],
    [
      { people: { login: 'Anv', nam: 'Namn' } },
      '`people.nam` is not a column; there are: login, name, firstName, lastName, email, enabled, firstDay, lastDay, manager',
    ],
    [{ assets: { tag: 'Nr', model: 7 } }, '`assets.model` must be the heading of a column'],
    [{ licences: { id: 'Lic', cost: 'Pris', flags: 'Aktiv' } }, null],
    [{ licences: { id: 'Lic', cost: 'Pris', flags: [7] } }, '`licences.flags` must be the heading of a column'],
  ])('%j: %s', (value, problem) => {
    expect('problem' in readMapping(value) ? readMapping(value) : null).toEqual(problem === null ? null : { problem });
  });
});
