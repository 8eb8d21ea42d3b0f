/** Licences become prices; a table that is broken gives nothing; nothing is left unsaid. */
import { describe, expect, it } from 'vitest';
import { importCsv } from '../../../reconciler/import/import-csv.ts';
import { assets, licences, loadTexts, notesOf, people, request, TWO, tableFrom, textsAfter, USERS } from './tables.ts';

describe('licences', () => {
  it('become prices of the system that has the accounts', () => {
    const row = 'testper,"Ritverktyg,\n stort",L-1,$12.58,02/26/2016,false,56';

    const { desired, diagnostics } = loadTexts(textsAfter(importCsv(request({ people: people(...TWO), licences: licences(row) }))));

    expect(diagnostics).toEqual([]);
    expect(desired?.systems.get('snipe-users' as never)?.licences).toEqual([
      {
        id: 'L-1',
        name: 'Ritverktyg, stort',
        price: '12.58 USD',
        per: 'year',
        seats: 56,
        commitment: { until: '2016-02-26', quantity: 56 },
      },
    ]);
  });

  it.each([
    ['without an id', ',X,,$1.00,,,1', ['2 not-used no-licence-id serial number']],
    ['without a price', ',X,L,free,,,1', ['2 not-used cost-not-read purchase cost']],
    ['with an odd number of seats', ',X,L,$1.00,,,many', ['2 used seats-not-read seats']],
    ['without seats', ',,L,$1.00,1/1/2027,,', []],
    ['with an odd day', ',X,L,$1.00,soon,,1', ['2 used day-not-read expiration date']],
    ['with an odd word', ',X,L,$1.00,,sometimes,1', ['2 used word-not-understood maintained']],
    ['of somebody unknown', 'stranger,X,L,$1.00,,,1', ['2 used licence-holder-unknown Username']],
    ['with a name of a page', `,${'x'.repeat(300)},L,$1.00,,,1`, ['2 used text-too-long Item name']],
  ])('%s', (_, row, notes) => {
    const imported = importCsv(request({ people: people(...TWO), licences: licences(row) }));

    expect(notesOf(imported, 'licences')).toEqual(notes);
    expect(loadTexts(textsAfter(imported)).diagnostics).toEqual([]);
  });

  it('come once, and at most two hundred', () => {
    const rows = Array.from({ length: 201 }, (_, index) => `,X,L-${index},$1.00,,,1`);

    const imported = importCsv(request({ people: people(...TWO), licences: licences(',X,L-0,$1.00,,,1', ...rows) }));

    expect(notesOf(imported, 'licences')).toEqual(['3 not-used duplicate-licence serial number', '203 not-used too-many-licences']);
  });
});

describe('tables that are not what they should be', () => {
  it.each([
    ['a web page', '<html></html>', 'the file is a web page (a sign-in page perhaps), not a table'],
    ['no column for the sign-in name', 'User,Mail\nx,y\n', 'there is no one column "Username"'],
    ['broken off', `${USERS}\nTest,Pers`, 'the file breaks off'],
  ])('%s: nothing is taken from it', (_, text, problem) => {
    const imported = importCsv(request({ people: tableFrom(text), assets: assets('A,,,,,,,,,,,,') }));

    expect(imported.report.problems).toContainEqual({ table: 'people', text: problem });
    expect(imported.report.rows.every((row) => row.table === 'assets')).toBe(true);
    expect(imported.report.counts.devices).toBe(1);
  });

  it('whose names cannot stand in a system file, or that the layout does not know', () => {
    const oddName = importCsv(request({ people: { ...people(...TWO), file: 'my users.csv' } }));
    const oddLayout = importCsv(
      request({
        assets: assets('A,,,,,,,,,,,,'),
        licences: licences(',X,L,$1.00,,,1'),
        mapping: { name: 'x', dates: 'ymd', per: 'month' },
      }),
    );

    expect(oddName.report.problems.map((one) => one.text)).toEqual([
      'the name of the file has signs that a system file cannot hold; rename it',
    ]);
    expect(oddName.files.size).toBe(0);
    expect(oddLayout.report.problems.map((one) => one.table)).toEqual(['assets', 'licences']);
  });

  it('names columns that no field takes, with the number of rows that have something there', () => {
    const { report } = importCsv(request({ people: people(...TWO) }));

    expect(report.unused).toEqual([{ table: 'people', column: 'Notes', rows: 1 }]);
  });
});
