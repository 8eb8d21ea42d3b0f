/** Rows of devices become devices, and people of holders where that is asked for. */
import { describe, expect, it } from 'vitest';
import { guessType } from '../../../reconciler/import/devices.ts';
import { slug } from '../../../reconciler/import/ground.ts';
import { importCsv } from '../../../reconciler/import/import-csv.ts';
import { assets, loadTexts, notesOf, people, request, TWO, textsAfter } from './tables.ts';

describe('devices', () => {
  const holder = 'LT-1,,,,,User,stranger,Sten,Främling,stranger@exempel.example,,,';

  it('take everything that the row says', () => {
    const row = 'LT-1,"Exempelbok  14""",Laptops,1/23/23,"1,200.50",User,TESTPER,,,,,,S-1';

    const { desired, diagnostics } = loadTexts(textsAfter(importCsv(request({ people: people(...TWO), assets: assets(row) }))));

    expect(diagnostics).toEqual([]);
    expect([...(desired?.devices.values() ?? [])]).toEqual([
      {
        id: 'LT-1',
        type: 'laptop',
        model: 'Exempelbok 14"',
        serial: 'S-1',
        status: 'in-use',
        holder: 'e-0001',
        ownership: 'owned',
        company: 'se',
        inventory: { system: 'snipe-assets', id: 'LT-1' },
        purchased: '2023-01-23',
        cost: '1200.50 USD',
      },
    ]);
  });

  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['without a tag', [',,,,,,,,,,,,'.replace(',', ',x')], ['2 not-used no-tag Asset Tag']],
    ['with a tag that cannot be one', ['LT 1,,,,,,,,,,,,'], ['2 not-used tag-not-allowed Asset Tag']],
    ['with the tag of an earlier row', ['LT-1,,,,,,,,,,,,', 'lt-1,,,,,,,,,,,,'], ['3 not-used duplicate-tag Asset Tag']],
    ['with the serial number of an earlier row', ['A,,,,,,,,,,,,S', 'B,,,,,,,,,,,,s'], ['3 used duplicate-serial Serial']],
    [
      'with an odd day and an odd sum',
      ['A,,,soon,free,,,,,,,,'],
      ['2 used day-not-read Purchase Date', '2 used cost-not-read Purchase Cost'],
    ],
    ['with a model of a page', [`A,${'x'.repeat(300)},,,,,,,,,,,`], ['2 used text-too-long Model']],
    ['of somebody unknown', [holder], ['2 not-used holder-unknown Checked Out To: Username']],
    ['checked out to another device', ['A,,,,,Asset,,,,,Dock 7,,'], ['2 used checked-out-to-device Checkout Type']],
  ];

  it.each(cases)('%s', (_, rows, notes) => {
    const imported = importCsv(request({ assets: assets(...rows) }));

    expect(notesOf(imported, 'assets')).toEqual(notes);
    expect(loadTexts(textsAfter(imported)).diagnostics).toEqual([]);
  });

  it('stand in places, two names that look alike in two', () => {
    const rows = [
      'A,,,,,Location,,,,,"Lager, Syd",,',
      'B,,,,,Location,,,,,Lager Syd,,',
      'C,,,,,Location,,,,,"LAGER, SYD",,',
      'D,,,,,Location,,,,,Ö,,',
    ];

    const { desired } = loadTexts(textsAfter(importCsv(request({ assets: assets(...rows) }))));

    expect([...(desired?.devices.values() ?? [])].map((one) => one.holder)).toEqual([
      { place: 'lager-syd' },
      { place: 'lager-syd-2' },
      { place: 'lager-syd' },
      { place: 'o' },
    ]);
  });

  it('that nobody has are available, and archived ones retired', () => {
    const { desired } = loadTexts(
      textsAfter(importCsv(request({ people: people(...TWO), assets: assets('A,,,,,,,,,,,Ready,', 'B,,,,,User,testper,,,,,Archived,') }))),
    );

    expect([...(desired?.devices.values() ?? [])].map((one) => [one.status, one.holder])).toEqual([
      ['available', null],
      ['retired', null],
    ]);
  });

  it('make people of holders when asked to, once each, known to the inventory by their sign-in name', () => {
    const rows = [holder, 'LT-2,,,,,User,STRANGER,,,,,,', 'LT-3,,,,,User,nameless,,,,,,', `LT-4,,,,,User,${'x'.repeat(200)},,,,,,`];

    const imported = importCsv(request({ assets: assets(...rows), createHolders: true }));
    const { desired, diagnostics } = loadTexts(textsAfter(imported));

    expect(diagnostics).toEqual([]);
    expect([...(desired?.employees.values() ?? [])]).toEqual([
      {
        id: 'e-0001',
        person: { name: 'Sten Främling', email: 'stranger@exempel.example' },
        kind: 'employee',
        accounts: [{ system: 'snipe-assets', login: 'stranger' }],
      },
      { id: 'e-0002', person: 'withheld', kind: 'employee', accounts: [{ system: 'snipe-assets', login: 'nameless' }] },
    ]);
    expect([...(desired?.devices.values() ?? [])].map((one) => one.holder)).toEqual(['e-0001', 'e-0001', 'e-0002']);
    expect(notesOf(imported, 'assets')).toEqual([
      '2 used holder-created Checked Out To: Username',
      '4 used no-name',
      '4 used holder-created Checked Out To: Username',
      '5 not-used holder-unknown Checked Out To: Username',
    ]);
    expect(imported.report.counts).toMatchObject({ employees: 0, holders: 2, devices: 3 });
  });

  it('whose holder has another sign-in name in the inventory are found by the address', () => {
    const row = 'LT-1,,,,,User,inv.person,,,Test@Exempel.example,,,';

    const { desired } = loadTexts(
      textsAfter(importCsv(request({ people: people(...TWO), assets: assets(row, 'LT-2,,,,,User,inv.person,,,,,,') }))),
    );

    expect([...(desired?.devices.values() ?? [])].map((one) => one.holder)).toEqual(['e-0001', 'e-0001']);
    expect(desired?.employees.get('e-0001' as never)?.accounts?.at(-1)).toEqual({ system: 'snipe-assets', login: 'inv.person' });
  });

  it.each([
    ['MacBook Pro 13"', '', 'laptop'],
    ['iPad Air', 'Laptops', 'tablet'],
    ['iPhone 15', '', 'phone'],
    ['Exempel', 'Monitors and displays', 'monitor'],
    ['iMac 24', '', 'desktop'],
    ['Exempel', 'Smart cards', 'smartcard'],
    ['YubiKey 5', '', 'key'],
    ['Docking', 'Headsets', 'accessory'],
    ['Backhoe', 'Ornamental Railings', 'other'],
  ])('%s (%s) is a %s', (model, category, type) => {
    expect(guessType(model, category)).toBe(type);
  });
});

describe('ids of places', () => {
  it.each([
    ['Braun, Ullrich and O’Hara', 'braun-ullrich-and-ohara'],
    ['Malmö / Lager 2', 'malmo-lager-2'],
    ['???', 'unnamed'],
    ['x'.repeat(80), 'x'.repeat(63)],
  ])('%s is %s', (name, expected) => {
    expect(slug(name)).toBe(expected);
  });
});
