/** Rows of people become employees; ids are kept for ever. */
import { describe, expect, it } from 'vitest';
import { importCsv } from '../../../reconciler/import/import-csv.ts';
import { assets, existingFrom, licences, loadTexts, notesOf, people, request, TWO, textsAfter } from './tables.ts';

describe('people', () => {
  it('get ids in the order of the file, and everything that the row says', () => {
    const { desired, diagnostics } = loadTexts(textsAfter(importCsv(request({ people: people(...TWO) }))));

    expect(diagnostics).toEqual([]);
    expect([...(desired?.employees.values() ?? [])]).toEqual([
      {
        id: 'e-0001',
        person: { name: 'Test Person', email: 'test@exempel.example' },
        kind: 'employee',
        source: { system: 'snipe-people', id: 'testper' },
        firstDay: '2021-03-01',
        accounts: [{ system: 'snipe-users', id: 'testper', login: 'testper' }],
      },
      {
        id: 'e-0002',
        person: { name: 'Ada Exempel' },
        kind: 'employee',
        manager: 'e-0001',
        source: { system: 'snipe-people', id: 'testada' },
        lastDay: '2026-12-31',
        accounts: [{ system: 'snipe-users', id: 'testada', login: 'testada' }],
      },
    ]);
  });

  const cases: readonly (readonly [string, readonly string[], readonly string[], number])[] = [
    ['without a sign-in name', ['Test,Person,,,true,,,,'], ['2 not-used no-login Username'], 0],
    ['with a sign-in name that cannot be one', [`Test,Person,,${'x'.repeat(200)},true,,,,`], ['2 not-used login-not-allowed Username'], 0],
    ['with the sign-in name of an earlier row', ['A,A,,test,true,,,,', 'B,B,,TEST,true,,,,'], ['3 not-used duplicate-login Username'], 1],
    ['without a name', [',,,test,true,,,,'], ['2 used no-name'], 1],
    ['with an address that is none', ['A,A,nowhere,test,true,,,,'], ['2 used email-not-read Email'], 1],
    ['with an odd word', ['A,A,,test,sometimes,,,,'], ['2 used word-not-understood Activated'], 1],
    ['with an odd day', ['A,A,,test,true,,soon,31/31/2026,'], ['2 used day-not-read Start Date', '2 used day-not-read End Date'], 1],
    ['that end before they start', ['A,A,,test,true,,2026-12-31,2026-01-31,'], ['2 used end-before-start Start Date'], 1],
    ['who manage themselves', ['A,A,,test,true,A A,,,'], ['2 used manager-is-self Manager'], 1],
    ['whose manager nobody knows', ['A,A,,test,true,"Hand, Rohan",,,'], ['2 used manager-unknown Manager'], 1],
    [
      'whose manager may be two people',
      ['A,A,,a1,true,,,,', 'a,A,,a2,true,,,,', 'B,B,,b,true,a a,,,'],
      ['4 used manager-ambiguous Manager'],
      3,
    ],
    [
      'who manage each other in a circle',
      ['A,A,,a,true,B B,,,', 'B,B,,b,true,c,,,', 'C,C,,c,true,A A,,,'],
      ['4 used manager-circle Manager'],
      3,
    ],
  ];

  it.each(cases)('%s', (_, rows, notes, count) => {
    const imported = importCsv(request({ people: people(...rows) }));

    expect(notesOf(imported, 'people')).toEqual(notes);
    expect(imported.report.counts.employees).toBe(count);
    expect(loadTexts(textsAfter(imported)).diagnostics).toEqual([]);
  });

  it('that end before they start keep the day that ends access', () => {
    const { desired } = loadTexts(textsAfter(importCsv(request({ people: people('A,A,,test,true,,2026-12-31,2026-01-31,') }))));

    const [one] = desired?.employees.values() ?? [];
    expect([one?.firstDay, one?.lastDay]).toEqual([undefined, '2026-01-31']);
  });
});

describe('a second import', () => {
  it('keeps ids by sign-in name, then by address, goes on counting, and writes only what is new', () => {
    const first = textsAfter(importCsv(request({ people: people(...TWO) })));
    const rows = [
      'New,Comer,,newcomer,true,,,,',
      'Ada,Exempel-Nytt,,TESTADA,false,,,12/31/2026,',
      'Test,Person,TEST@exempel.example,renamed,true,,,,',
    ];

    const second = importCsv(request({ people: people(...rows), existing: existingFrom(first) }));

    expect([...second.files.keys()]).toEqual(['state/employees/e-0003.yaml']);
    expect(second.report.rows.map((row) => [row.record, row.notes.map((note) => note.reason)])).toEqual([
      ['e-0003', []],
      ['e-0002', ['already-there']],
      ['e-0001', ['already-there']],
    ]);
    expect(second.edits).toEqual([]);
  });

  it('says where the last day differs, and adds the account that is missing to the file that is there', () => {
    const start = textsAfter(importCsv(request({ people: people(...TWO) })));
    start.set(
      'state/employees/e-0007.yaml',
      '# kept\nid: e-0007\nperson: {name: Other Person, email: other@exempel.example}\nkind: employee\n',
    );
    const existing = existingFrom(start);
    const rows = ['Other,Person,other@exempel.example,other,true,,,2027-01-31,', 'Next,Person,,next,true,,,,'];

    const second = importCsv(request({ people: people(...rows), existing }));
    const after = textsAfter(second, start);

    expect(notesOf(second, 'people')).toEqual(['2 used already-there', '2 used last-day-differs End Date']);
    expect(after.get('state/employees/e-0007.yaml')).toMatch(/^# kept\nid: e-0007\n[\s\S]*accounts:\n\s+- \{?\s*system: snipe-users/u);
    expect(after.has('state/employees/e-0008.yaml')).toBe(true);
    expect(loadTexts(after).diagnostics).toEqual([]);
  });

  it('is quiet about devices and licences that are there, and adds licences that are not', () => {
    const assetRow = 'LT-1,Exempelbok,Laptops,1/23/23,$10.00,,,,,,,,S1';
    const first = textsAfter(
      importCsv(request({ people: people(...TWO), assets: assets(assetRow), licences: licences(',Ritverktyg,L-1,$5.00,,,3') })),
    );
    const again = {
      people: people(...TWO),
      assets: assets(assetRow),
      licences: licences(',Ritverktyg,L-1,$5.00,,,3', ',Nytt,L-2,$6.00,,,4', ',Nytt,L-3,$6.00,,,4'),
    };

    const second = importCsv(request({ ...again, existing: existingFrom(first) }));
    const after = loadTexts(textsAfter(second, first));

    expect(second.files.size).toBe(0);
    expect(notesOf(second, 'assets')).toEqual(['2 used already-there']);
    expect(notesOf(second, 'licences')).toEqual(['2 used already-there']);
    expect(after.diagnostics).toEqual([]);
    expect(after.desired?.systems.get('snipe-users' as never)?.licences?.map((one) => one.id)).toEqual(['L-1', 'L-2', 'L-3']);
  });

  it('gives licences to a system that had none, and to nobody without a system', () => {
    const first = textsAfter(importCsv(request({ people: people(...TWO) })));
    const rows = licences(',Ritverktyg,L-1,$5.00,,,3', ',Nytt,L-2,$6.00,,,4');

    const second = importCsv(request({ licences: rows, existing: existingFrom(first) }));
    const alone = importCsv(request({ licences: rows }));

    expect(loadTexts(textsAfter(second, first)).desired?.systems.get('snipe-users' as never)?.licences).toHaveLength(2);
    expect(notesOf(alone, 'licences')).toEqual(['2 not-used no-system', '3 not-used no-system']);
  });

  it('follows shard folders, and hands work to a desk that is there', () => {
    const organisation =
      'name: X\ntimeZone: Europe/Stockholm\nlocale: sv\ncompanies: [{id: se, name: X, country: SE, currency: SEK}]\nunits: []\nshardFolders: true\n';
    const bare = new Map([['state/organisation.yaml', organisation]]);
    const withDesk = new Map([['state/organisation.yaml', `${organisation}desks: {drift: {name: Drift}}\n`]]);

    const first = importCsv(request({ people: people(...TWO), existing: existingFrom(bare) }));
    const second = importCsv(request({ people: people(...TWO), existing: existingFrom(withDesk) }));

    expect([...first.files.keys()]).toContain('state/employees/01/e-0001.yaml');
    expect(loadTexts(textsAfter(first, bare)).diagnostics).toEqual([]);
    expect(loadTexts(textsAfter(second, withDesk)).desired?.systems.get('snipe-users' as never)?.desk).toBe('drift');
    expect(loadTexts(textsAfter(first, bare)).desired?.systems.get('snipe-users' as never)?.desk).toBeUndefined();
  });
});
