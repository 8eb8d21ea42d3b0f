/** A layout that the user writes: headings by name, for exports of any other system. */
import type { AssetColumns, LicenceColumns, Mapping, PeopleColumns } from '../mapping.ts';

const PEOPLE = ['login', 'name', 'firstName', 'lastName', 'email', 'enabled', 'firstDay', 'lastDay', 'manager'];
const ASSETS = [
  'tag',
  'serial',
  'model',
  'category',
  'purchased',
  'cost',
  'status',
  'holder',
  'holderType',
  'holderFirstName',
  'holderLastName',
  'holderEmail',
  'place',
];
const LICENCES = ['id', 'name', 'cost', 'seats', 'until', 'login', 'flags'];

/** A mapping, or a sentence that says what is wrong with it and where. */
export type MappingResult = { readonly mapping: Mapping } | { readonly problem: string };

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isHeading(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

interface Section {
  readonly name: string;
  readonly columns: readonly string[];
  readonly needed: readonly string[];
}

function problemIn(section: Section, value: unknown): string | null {
  if (value === undefined) return null;
  if (!isMap(value)) return `\`${section.name}\` must be a map from a column's name to its heading`;
  for (const name of section.needed)
    if (!isHeading(value[name])) return `\`${section.name}.${name}\` is missing: the heading of that column`;
  for (const [name, heading] of Object.entries(value)) {
    if (!section.columns.includes(name)) return `\`${section.name}.${name}\` is not a column; there are: ${section.columns.join(', ')}`;
    const isList = name === 'flags' && Array.isArray(heading) && heading.every(isHeading);
    if (!isList && !isHeading(heading)) return `\`${section.name}.${name}\` must be the heading of a column`;
  }
  return null;
}

const SECTIONS: readonly Section[] = [
  { name: 'people', columns: PEOPLE, needed: ['login'] },
  { name: 'assets', columns: ASSETS, needed: ['tag'] },
  { name: 'licences', columns: LICENCES, needed: ['id', 'cost'] },
];

/** Reads a mapping as its file holds it: `name`, `dates`, `per`, and the headings of `people`, `assets` and `licences`. */
export function readMapping(value: unknown): MappingResult {
  if (!isMap(value)) return { problem: 'the mapping must be a map' };
  const { name = 'import', dates = 'ymd', per = 'month' } = value;
  if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9-]{0,40}$/u.test(name))
    return { problem: '`name` must be of small letters, digits and hyphens' };
  if (dates !== 'ymd' && dates !== 'dmy' && dates !== 'mdy') return { problem: '`dates` must be ymd, dmy or mdy' };
  if (per !== 'month' && per !== 'year') return { problem: '`per` must be month or year' };
  const known = ['name', 'dates', 'per', ...SECTIONS.map((section) => section.name)];
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) return { problem: `\`${unknown}\` is not known here; there are: ${known.join(', ')}` };
  for (const section of SECTIONS) {
    const problem = problemIn(section, value[section.name]);
    if (problem !== null) return { problem };
  }
  const { people, assets, licences } = value;
  return {
    mapping: {
      name,
      dates,
      per,
      ...(people === undefined ? {} : { people: people as unknown as PeopleColumns }),
      ...(assets === undefined ? {} : { assets: assets as unknown as AssetColumns }),
      ...(licences === undefined ? {} : { licences: licences as unknown as LicenceColumns }),
    },
  };
}
