/** docs/hardware.md: every sum on the page is computed again, every name on it exists, and its settings are valid. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../../reconciler/load/check-document.ts';
import { type DeviceOption, optionsFor } from '../../../reconciler/plan/device-options.ts';
import type { PersonView } from '../../../reconciler/plan/input.ts';
import type { Device } from '../../../schemas/device.ts';
import type { Day } from '../../../schemas/primitives.ts';
import type { DispositionKind } from '../../../schemas/vocabulary.ts';
import { FindingCode } from '../../../schemas/vocabulary.ts';
import { buyout, contextOf, device, lease, one, plan } from '../plan/findings/look.ts';
import { person, type World } from '../plan/world.ts';

const page = readFileSync(new URL('../../../docs/hardware.md', import.meta.url), 'utf8');

/** The text below a heading, up to the next heading of any level. */
function section(heading: string): string {
  const [, after] = page.split(`\n${heading}\n`);
  if (after === undefined) throw new Error(heading);
  return after.split(/\n#{2,3} /u)[0] ?? '';
}

/** The cells of the table in a section, without its heading. */
function rows(heading: string): string[][] {
  const lines = section(heading)
    .split('\n')
    .filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const named = (cells: readonly string[][]) => cells.map(([first]) => (first ?? '').replaceAll('`', ''));

function optionOf(kind: DispositionKind, lines: object, extra: { today?: string; world?: World } = {}): DeviceOption {
  const context = contextOf({
    people: [person('e-1', { lastDay: '2027-01-31' })],
    devices: [device('LT-1', 'e-1', { ownership: 'leased', lease: 'll-1' })],
    leases: [lease('ll-1', ['LT-1'], lines)],
    ...extra.world,
  });
  const view = context.people.get('e-1' as never) as PersonView;
  const choosing = { desired: context.input.desired, today: (extra.today ?? '2027-01-04') as Day };
  const found = optionsFor(choosing, view, view.devices[0] as Device).find((each) => each.kind === kind);
  if (found === undefined) throw new Error(kind);
  return found;
}

const WORDS = { 'rent-left': 'rent left', 'break-fee': 'break fee', 'lessor-price': "the lessor's price" } as const;

function partsOf({ parts }: DeviceOption): string[][] {
  return parts.map(({ what, months, amount }) => [`${WORDS[what]}${months === null ? '' : `, ${months} months`}`, amount]);
}

const running = { to: '2027-11-30', rent: '219.00 SEK', breakFee: '250.00 SEK' };
const ended = { to: '2026-12-31', rent: '189.00 SEK', lateReturn: '189.00 SEK', quote: { price: '700.00 SEK', on: '2026-12-01' } };

describe('worked sums', () => {
  it.each([
    ['### Bought while the lease runs', 100],
    ['### The same for a company that deducts nothing', 0],
  ])('%s', (heading, deductible) => {
    const companies = [{ id: 'se', name: 'Exempel', country: 'SE', currency: 'SEK', vat: { rate: 25, deductible } }];
    const option = optionOf('buyout', running, { world: { organisation: { companies } } });

    expect(rows(heading)).toEqual([
      ...partsOf(option),
      ['without tax', option.cost?.net],
      ['tax', option.cost?.vat],
      ['with tax', option.cost?.gross],
      ['the company bears', option.cost?.netCost],
    ]);
  });

  it('### The same with a budget', () => {
    const policies = { 'device-rules': { earlyEnd: [{ endedBy: ['person'], budget: '2000.00 SEK' }] } } as const;
    const offboardings = [plan('e-1', '2027-01-31', { endedBy: 'person' })];
    const option = optionOf('buyout', running, { world: { policies, offboardings } });

    expect(rows('### The same with a budget')).toEqual([
      ['the company pays', option.share?.company],
      ['asked of the person, by consent', option.share?.person],
    ]);
  });

  it('### Given to a colleague instead', () => {
    const option = optionOf('transfer', running);

    expect(option.cost).toBeNull();
    expect(rows('### Given to a colleague instead')).toEqual([
      ['now', '0.00 SEK'],
      ['rent that goes on, a month', option.monthly?.amount],
    ]);
  });

  it('### Returned early', () => {
    const option = optionOf('return-to-lessor', running);

    expect(rows('### Returned early')).toEqual([...partsOf(option), ['with tax', option.cost?.gross]]);
  });

  it('### Bought after the lease has ended', () => {
    const option = optionOf('buyout', ended);

    expect(rows('### Bought after the lease has ended')).toEqual([
      ...partsOf(option),
      ['with tax', option.cost?.gross],
      ['goes on until bought, a month', option.monthly?.amount],
    ]);
  });

  it('### Notice, a day too late', () => {
    const rolling = { to: '2027-02-28', notice: 'P30D', autoExtend: 'P3M', rent: '209.00 SEK' };

    for (const [chosen, binds, months, amount] of rows('### Notice, a day too late')) {
      const option = optionOf('return-to-lessor', rolling, chosen === undefined ? {} : { today: chosen });
      const [part] = option.parts;
      expect([binds, months, amount]).toEqual([option.bindsOn, `${part?.months} ${part?.months === 1 ? 'month' : 'months'}`, part?.amount]);
    }
    expect(rows('### Notice, a day too late')).toHaveLength(2);
  });

  it('### Sold below market value', () => {
    const benefit = (vat: string) => {
      const offer = buyout({ vat, marketValue: { amount: '2300.00 SEK', source: 'reseller', on: '2026-11-20' } } as never);
      return one('sale-value', {
        people: [person('e-1', { lastDay: '2026-12-31' })],
        devices: [device('PH-1', 'e-1', { type: 'phone' })],
        offboardings: [plan('e-1', '2026-12-31', { devices: { 'PH-1': offer } })],
      }).values;
    };

    expect(rows('### Sold below market value')).toEqual([
      ['1800.00 SEK with tax', benefit('included')['difference']],
      ['1800.00 SEK without tax', benefit('excluded')['difference']],
    ]);
    expect(section('### Sold below market value').replaceAll('\n', ' ')).toContain(`compared as ${benefit('excluded')['price']}`);
  });

  it('every example of the page is one of these', () => {
    expect(page.match(/^### .*$/gmu)).toHaveLength(8);
  });
});

describe('the page', () => {
  it('has a row for every disposition, in the order of the choices', () => {
    expect(named(rows('## What can become of a device'))).toEqual(optionsOrder());
  });

  it('has an example of numbers that is valid in a plan', () => {
    const [text = ''] = (page.split('## Numbers, cards and small parts')[1]?.split('```yaml\n')[1] ?? '').split('```');

    expect(checkDocument('state/offboardings/e-1025.yaml', `employee: e-1025\nkind: planned\nspell: 2027-01-08\n${text}`)).toEqual([]);
  });

  it('names findings that there are', () => {
    for (const name of named(rows('## Devices that nobody has'))) expect(FindingCode.options).toContain(name);
    for (const name of named(rows('## Leases')).filter((each) => each.includes('-'))) expect(FindingCode.options).toContain(name);
  });

  it('has settings that are valid, and every setting it speaks of', () => {
    const [text = ''] = (page.split('## The settings')[1]?.split('```yaml\n')[1] ?? '').split('```');

    expect(text).not.toBe('');
    expect(checkDocument('policies/devices.yaml', text)).toEqual([]);
    for (const [, , setting] of rows('## Selling to the person').map((cells) => ['', ...cells])) {
      const [group, name] = (setting ?? '').replaceAll('`', '').split(':')[0]?.split('.') ?? [];
      expect(text).toContain(`${group}:`);
      expect(text).toContain(`${name}:`);
    }
  });
});

function optionsOrder(): readonly string[] {
  const context = contextOf({ people: [person('e-1')], devices: [device('LT-1', 'e-1')] });
  const view = context.people.get('e-1' as never) as PersonView;
  const kinds = optionsFor({ desired: context.input.desired, today: '2027-01-04' as Day }, view, view.devices[0] as Device);
  return kinds.map(({ kind }) => kind);
}
