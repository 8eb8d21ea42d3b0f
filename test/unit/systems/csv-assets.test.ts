/** Rows of an inventory's export: who has a device, and when nothing can be said about that. Pure. */
import { describe, expect, it } from 'vitest';
import { toRecords } from '../../../reconciler/systems/csv/wire.ts';
import { parseTable } from '../../../reconciler/tables/csv.ts';
import { CsvTable } from '../../../schemas/system.ts';

function records(text: string, columns: Readonly<Record<string, string>>): ReturnType<typeof toRecords> {
  const table = CsvTable.parse({ holds: 'assets', file: 'assets.csv', columns: { id: 'Nr', ...columns }, freshness: { file: 'modified' } });
  return toRecords(table, parseTable(text, 'comma'));
}

function rows(count: number, holder: (index: number) => string): string {
  return `Nr,User\n${Array.from({ length: count }, (_, index) => `${index},${holder(index)}\n`).join('')}`;
}

describe('the holder', () => {
  it.each([
    ['nobody has one of a few', 19, () => '', ''],
    ['nobody has one of many: the export lost the column', 20, () => '', null],
    ['one of many has a holder', 20, (index: number) => (index === 7 ? 'anna' : ''), ''],
  ])('where %s', (_, count, holder, first) => {
    const { assets, provides } = records(rows(count, holder), { holder: 'User' });

    expect(assets[0]?.holder).toBe(first);
    expect(provides.includes('holder')).toBe(first !== null);
  });

  it('is unknown without a column, and not among what the export can tell', () => {
    const { assets, provides } = records(
      rows(1, () => 'anna'),
      {},
    );

    expect([assets[0]?.holder, provides]).toEqual([null, ['existence']]);
  });
});
