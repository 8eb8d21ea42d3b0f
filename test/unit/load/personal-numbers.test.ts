/** Personal identity numbers: found wherever they stand, and never shown. All numbers here are made up or come from published test series. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFiles } from '../../../reconciler/load/load.ts';
import { isPersonalNumber, withoutPersonalNumbers } from '../../../reconciler/load/personal-numbers.ts';
import { diagnosticsText } from '../../../reconciler/report/diagnostics.ts';
import { diagnosticsAnnotations } from '../../../reconciler/report/diagnostics-annotations.ts';
import { diagnosticsJson } from '../../../reconciler/report/diagnostics-json.ts';
import { diagnosticsSarif } from '../../../reconciler/report/sarif.ts';
import { makeFiles, type Overrides, WORLD } from './world.ts';

/** Swedish: the Luhn digit of nine digits. */
function luhn(nine: string): string {
  const sum = Array.from(nine).reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

const SE = `900101-001${luhn('900101001')}`;
const FOUND: readonly (readonly [string, string])[] = [
  ['Sweden, ten digits with hyphen', SE],
  ['Sweden, ten digits', SE.replace('-', '')],
  ['Sweden, twelve digits', `19${SE}`],
  ['Sweden, older than a hundred', SE.replace('-', '+')],
  ['Sweden, coordination number', `900161-001${luhn('900161001')}`],
  ['Denmark with hyphen', '010190-0000'],
  ['Denmark with a space', '010190 0000'],
  ['Denmark without hyphen, check digit fits', '0707614285'],
  ['Norway', '15021951940'],
  ['Norway with a space', '150219 51940'],
  ['Finland', '131052-308T'],
  ['Finland, lower case', '131052-308t'],
  ['Finland, sign of the century', '010203A0012'],
];

const NOT: readonly (readonly [string, string])[] = [
  ['a day', '2026-12-31'],
  ['a wrong Luhn digit', SE.slice(0, -1) + String((Number(SE.at(-1)) + 1) % 10)],
  ['month 13', '901301-0017'],
  ['a phone number', '+46 70 174 06 05'],
  ['a phone number as typed', '070-1740605'],
  ['an id', '0d9a6c1e-5b7f-4c56-9d0e-6f7a0f6c9c11'],
  ['a wrong Norwegian check digit', '15021951941'],
  ['a wrong Finnish check character', '131052-308A'],
  ['an IMEI', '356938035643809'],
  ['an amount', '1800.00 SEK'],
  ['a serial number', 'SN900101001'],
  ['an order number', 'W-2027-0004'],
  ['a security identifier whose part could be a Swede', `S-1-5-21-${SE.replace('-', '')}-1004336348-1177238915-1108`],
  ['a security identifier whose last part could be a Dane', 's-1-5-21-1004336348-1177238915-0707614285'],
  ['a UUID whose parts could be a Swede', `19${SE}-4c56-9d0e-6f7a0f6c9c11`],
  ['a UUID whose end could be a Swede', `{0D9A6C1E-5B7F-4C56-9D0E-19${SE.replace('-', '')}}`],
];

it.each([
  ['a number that begins like a security identifier', `S-1-${SE}`],
  ['a number beside a UUID', `0d9a6c1e-5b7f-4c56-9d0e-6f7a0f6c9c11 ${SE}`],
  ['a number beside a security identifier', `S-1-5-21-1004336348-1177238915-1108/${SE}`],
  ['too long to be a UUID', `0d9a6c1e-5b7f-4c56-9d0e-6f7a0f6c9c11-${SE}`],
])('finds %s', (_name, text) => {
  expect(withoutPersonalNumbers(text)).not.toContain(SE);
});

it.each(FOUND)('finds %s', (_name, number) => {
  expect(isPersonalNumber(number)).toBe(true);
  expect(withoutPersonalNumbers(`nr ${number}, se HR`)).toBe('nr [number withheld], se HR');
});

it.each(NOT)('leaves %s alone', (_name, text) => {
  expect(withoutPersonalNumbers(text)).toBe(text);
});

it('finds every number it makes, wherever it stands in a text', () => {
  const word = fc.stringMatching(/^[a-zåäö .,:;()/]{0,20}$/u);
  const day = fc.tuple(
    fc.integer({ min: 10, max: 99 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 1, max: 999 }),
  );
  fc.assert(
    fc.property(day, word, word, ([year, month, date, serial], before, after) => {
      const nine = `${year}${String(month).padStart(2, '0')}${String(date).padStart(2, '0')}${String(serial).padStart(3, '0')}`;
      const number = `${nine.slice(0, 6)}-${nine.slice(6)}${luhn(nine)}`;

      expect(withoutPersonalNumbers(`${before} ${number} ${after}`)).not.toContain(number);
    }),
  );
});

const ANNA = WORLD['state/employees/e-1042.yaml'] ?? '';
const PLACES: readonly (readonly [string, Overrides])[] = [
  ['a name', { 'state/employees/e-1042.yaml': ANNA.replace('Anna Exempelsson', `Anna ${SE}`) }],
  ['a login', { 'state/employees/e-1042.yaml': ANNA.replace('annexe', SE) }],
  ['a comment', { 'state/employees/e-1042.yaml': `# ${SE}\n${ANNA}` }],
  ['a number without quotes', { 'state/employees/e-1042.yaml': ANNA.replace('a-1042', `19${SE.replace('-', '')}`) }],
  ['a reason', { 'state/exceptions/ex-1.yaml': (WORLD['state/exceptions/ex-1.yaml'] ?? '').replace('handover', `for ${SE}`) }],
  ['a reference to a person', { 'state/employees/e-1042.yaml': ANNA.replace('manager: e-1012', `manager: "${SE}"`) }],
  ['a word of a closed list', { 'state/employees/e-1042.yaml': ANNA.replace('kind: employee', `kind: ${SE}`) }],
  ['a key', { 'state/employees/e-1042.yaml': `${ANNA}"${SE}": x\n` }],
  [
    'a key of a list of devices',
    { 'state/offboardings/e-1042.yaml': `employee: e-1042\nkind: planned\nspell: 2026-12-31\ndevices: {${SE}: {disposition: release}}\n` },
  ],
  ['a file name', { [`state/employees/${SE}.yaml`]: ANNA.replace('id: e-1042', `id: ${SE}`) }],
  ['a line with another error', { 'state/devices/LT-0042.yaml': `id: LT-0042\ntype: laptp # ${SE}\n` }],
  ['a broken file', { 'state/devices/LT-0042.yaml': `id: [${SE}\n` }],
  ['a file that is cut off', { 'state/devices/LT-0042.yaml': `id: LT-0042\nserial: ${SE}` }],
];

describe.each(PLACES)('in %s', (_name, overrides) => {
  const { diagnostics } = loadFiles(makeFiles(overrides), null);

  it('is an error', () => {
    expect(diagnostics.some((one) => one.severity === 'error')).toBe(true);
  });

  it('is never shown, in no format', () => {
    const shown = [
      diagnosticsText(diagnostics),
      diagnosticsJson(diagnostics),
      diagnosticsAnnotations(diagnostics),
      diagnosticsSarif(diagnostics, '1'),
    ].join('');

    expect(shown.replaceAll(/[^0-9]/gu, '')).not.toContain(SE.replace('-', ''));
    expect(shown).not.toContain(SE);
  });
});

describe('a number that the maker or the operator gave', () => {
  const plain = SE.replace('-', '');
  const phone = (lines: string) =>
    loadFiles(
      makeFiles({
        'state/devices/PH-0101.yaml': `${(WORLD['state/devices/PH-0101.yaml'] ?? '').replace(/^(serial|number|certificates):.*\n/gmu, '')}${lines}`,
      }),
      null,
    );
  const codes = (lines: string) =>
    phone(lines)
      .diagnostics.filter(({ severity }) => severity === 'error')
      .map(({ code }) => code);

  it.each([
    ['a serial number', `serial: "${plain}"\n`],
    ['a serial number of Finnish form', 'serial: 131052A308T\n'],
    ['a phone number', 'number: {value: "+15021951940"}\n'],
    ['the serial number of a certificate', `certificates:\n  - {serial: "19${plain}", until: 2028-01-20}\n`],
  ])('is nobody’s by its place: %s', (_, lines) => {
    expect(codes(lines)).toEqual([]);
  });

  it.each([
    ['written as people write theirs', `serial: "${SE}"\n`],
    ['of a whole sentence', `serial: "of Anna ${plain}"\n`],
    ['with a comment that holds another', `serial: "${plain}" # ${plain}\n`],
    ['next to one in free text', `serial: "${plain}"\nmodel: "Phone of ${plain}"\n`],
    ['in free text alone', `model: "${plain}"\n`],
    [
      'of a certificate whose revocation holds one',
      `certificates: [{serial: a1, until: 2028-01-20, revoked: {on: 2027-01-04, ref: "${plain}"}}]\n`,
    ],
  ])('is a person’s: %s', (_, lines) => {
    expect(codes(lines)).toEqual(['personal-number']);
  });

  it('is a person’s in the file of a person', () => {
    const { diagnostics } = loadFiles(makeFiles({ 'state/employees/e-1042.yaml': ANNA.replace('annexe', `"${plain}"`) }), null);

    expect(diagnostics.map(({ code }) => code)).toContain('personal-number');
  });
});

it('is an error of its own, on its line', () => {
  const { diagnostics } = loadFiles(makeFiles(PLACES[2]?.[1]), null);

  expect(diagnostics).toMatchObject([{ code: 'personal-number', file: 'state/employees/e-1042.yaml', line: 1, column: 3 }]);
  expect(diagnostics[0]).not.toHaveProperty('excerpt');
});

it.each(['yaml', 'txt'])('is an error in a file name (.%s) whatever the file says', (ending) => {
  const { diagnostics } = loadFiles(
    makeFiles({ [`state/employees/${SE}.${ending}`]: 'id: e-1\nperson: withheld\nkind: employee\n' }),
    null,
  );

  expect(diagnostics.map((one) => [one.code, one.file])).toContainEqual(['personal-number', `state/employees/[number withheld].${ending}`]);
});
