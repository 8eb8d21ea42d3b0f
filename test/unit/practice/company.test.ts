/** The practice company's files at the root: valid, generated where a script writes them, and as many as the design says. */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadFiles } from '../../../reconciler/load/load.ts';
import type { Desired } from '../../../reconciler/model/desired.ts';
import { definitions } from '../../../schemas/documents.ts';
import type { Kind } from '../../../schemas/places.ts';
import { generated } from '../../practice/generate.ts';
import { type Files, filesOfRoot } from '../../practice/history.ts';
import { devicesOf, peopleOf } from '../../practice/world.ts';

const root = filesOfRoot();

function load(files: Files): { desired: Desired | null; errors: string[] } {
  const sources = [...files].map(([path, text]) => ({ path, mode: '100644', id: path, bytes: new TextEncoder().encode(text) }));
  const { desired, diagnostics } = loadFiles(sources, null);
  return { desired, errors: diagnostics.map((one) => `${one.severity} ${one.file}:${one.line} ${one.message}`) };
}

function tally<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

describe('the practice company', () => {
  it('loads without a single diagnostic', () => {
    const { desired, errors } = load(root);

    expect(errors).toEqual([]);
    expect(desired).not.toBeNull();
  });

  it('holds exactly what the script writes, for the people and devices of no story', () => {
    const written = [...generated()].map(([path, text]) => [path, root.get(path) === text]);

    expect(written.filter(([, isSame]) => isSame !== true)).toEqual([]);
  });

  it('has the relative modeline of its kind in every file, and the shape that the kind defines', () => {
    const wrong = [...root].filter(([path, text]) => {
      const [, up = '', kind = ''] =
        /^# yaml-language-server: \$schema=((?:\.\.\/)+)schemas\/json\/([a-z-]+)\.schema\.json\n/u.exec(text) ?? [];
      const isDeepEnough = up === '../'.repeat(path.split('/').length - 1);
      return !isDeepEnough || !(kind in definitions) || !definitions[kind as Kind].safeParse(parse(text)).success;
    });

    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  it('has 62 people, counted by what they are', () => {
    const people = peopleOf(root);

    const kinds = tally(people, (one) => one.kind);

    expect(people).toHaveLength(62);
    expect(kinds).toEqual({ employee: 42, consultant: 5, temp: 4, trainee: 3, candidate: 3, participant: 3, affiliate: 2 });
  });

  it('has 28 own staff and 14 out at clients', () => {
    const { desired } = load(root);
    const companyOf = (unit: string | undefined) => desired?.organisation.units.find((one) => one.id === unit)?.company ?? '';
    const employees = peopleOf(root).filter((one) => one.kind === 'employee');

    const out = employees.filter((one) => one.assignments !== undefined);
    const own = employees.filter((one) => one.assignments === undefined);

    expect(out).toHaveLength(14);
    expect(own.filter((one) => one.unit === 'lager' && one.periods !== undefined)).toHaveLength(8);
    expect(tally(own, (one) => companyOf(one.unit))).toEqual({ se: 21, kommun: 1, dk: 4, fi: 2 });
  });

  it('has 92 devices in categories that do not overlap', () => {
    const devices = devicesOf(root);

    const categories = tally(devices, (one) => {
      if (one.ownership === 'third-party') return 'client-owned';
      if (one.ownership === 'personal') return 'private phone';
      if (one.holder !== null && typeof one.holder === 'object') return 'shared or pool';
      return one.type === 'accessory' ? 'watch' : one.type;
    });

    expect(categories).toEqual({
      laptop: 44,
      phone: 26,
      tablet: 6,
      smartcard: 8,
      'shared or pool': 4,
      'client-owned': 2,
      'private phone': 1,
      watch: 1,
    });
  });

  it.each([
    ['ad', 59],
    ['m365', 48],
    ['crm', 40],
    ['vpn', 31],
  ])('declares accounts in %s for %i people', (system, count) => {
    const holders = peopleOf(root).filter((one) => one.accounts?.some((line) => line.system === system));

    expect(holders).toHaveLength(count);
  });

  it('names addresses and serial numbers that exist nowhere', () => {
    const all = [...root.values()].join('\n');

    const addresses = all.match(/[\w.+-]+@[\w.-]+/gu) ?? [];
    const serials = all.match(/^serial: .*$/gmu) ?? [];

    expect(addresses.filter((one) => !one.endsWith('.example'))).toEqual([]);
    expect(serials.filter((one) => !one.startsWith('serial: LATSAS-'))).toEqual([]);
  });
});
