/** Prints the practice company's people and devices the way a person would write them. */

/** What an account line of a practice person says beyond its system; grants and licences follow from the unit. */
export type AccountSystem = 'ad' | 'm365' | 'crm' | 'vpn';

/** One person of the table in `crowd.ts`. */
export interface Figure {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly unit: string;
  /** `first..last`, `first..` (open) or `first?review`. */
  readonly days: string;
  readonly accounts: readonly AccountSystem[];
  readonly manager?: string;
  readonly zone?: string;
  /** Flow maps, one per line. */
  readonly periods?: readonly string[];
  readonly assignments?: readonly string[];
  readonly licences?: readonly string[];
}

/** One device of the table in `stock.ts`. */
export interface Item {
  readonly id: string;
  readonly type: string;
  readonly model: string;
  /** An employee id, a flow map for a shared holder, or null. */
  readonly holder: string | null;
  readonly number: number;
  readonly status?: string;
  readonly custodian?: string;
  readonly ownership?: string;
  readonly owner?: string;
  readonly company?: string;
  readonly lease?: string;
  readonly purchased?: string;
  readonly received?: string;
  readonly returned?: string;
  readonly wiped?: string;
}

const LETTERS: Readonly<Record<string, string>> = { å: 'a', ä: 'a', ö: 'o', ø: 'o', æ: 'a', é: 'e' };

/** Lower-case ASCII letters of a name, dots between its words. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[åäöøæé]/gu, (letter) => LETTERS[letter] ?? '')
    .replaceAll('-', '')
    .replaceAll(' ', '.');
}

/** The directory's sign-in name: three letters of the first name, three of the last. */
export function shortLogin(name: string): string {
  const words = plain(name).split('.');
  return `${words[0]?.slice(0, 3) ?? ''}${words.at(-1)?.slice(0, 3) ?? ''}`;
}

/** The address at work. */
export function address(name: string): string {
  return `${plain(name)}@latsas.example`;
}

/** The number in an id: `x-2001` is 2001. */
export function numberOf(id: string): string {
  return id.slice(id.indexOf('-') + 1);
}

/** The editor modeline of a file in a folder two levels down. */
export function modeline(kind: string): string {
  return `# yaml-language-server: $schema=../../schemas/json/${kind}.schema.json`;
}

function accountLine(one: Figure, system: AccountSystem): string {
  const id = `${system}-${numberOf(one.id)}`;
  const short = shortLogin(one.name);
  if (system === 'ad') return `{system: ad, id: ${id}, login: ${short}, grants: [alla, ${one.unit}]}`;
  if (system === 'vpn') return `{system: vpn, id: ${id}, login: ${short}}`;
  const login = address(one.name);
  if (system === 'crm') return `{system: crm, id: ${id}, login: ${login}, licences: [CRM_SALJ]}`;
  return `{system: m365, id: ${id}, login: ${login}, grants: [alla], licences: [${(one.licences ?? ['SPE_E3']).join(', ')}]}`;
}

function dayLines(days: string): string[] {
  const [first = '', rest = ''] = days.split(/\.\.|\?/u);
  const lines = first === '' ? [] : [`firstDay: ${first}`];
  if (rest !== '') lines.push(days.includes('?') ? `reviewBy: ${rest}` : `lastDay: ${rest}`);
  return lines;
}

function list(key: string, items: readonly string[] | undefined): string[] {
  return items === undefined || items.length === 0 ? [] : [`${key}:`, ...items.map((item) => `  - ${item}`)];
}

/** The file of a person. */
export function employeeText(one: Figure): string {
  const hasMail = one.accounts.includes('m365');
  const person = hasMail ? `{name: ${one.name}, email: ${address(one.name)}}` : `{name: ${one.name}}`;
  const lines = [modeline('employee'), `id: ${one.id}`, `person: ${person}`, `kind: ${one.kind}`, `unit: ${one.unit}`];
  if (one.manager !== undefined) lines.push(`manager: ${one.manager}`);
  lines.push(`source: {system: hr, id: h-${numberOf(one.id)}}`, ...dayLines(one.days));
  lines.push(...list('periods', one.periods), ...list('assignments', one.assignments));
  if (one.zone !== undefined) lines.push(`timeZone: ${one.zone}`);
  lines.push(
    ...list(
      'accounts',
      one.accounts.map((system) => accountLine(one, system)),
    ),
  );
  return `${lines.join('\n')}\n`;
}

/** The file of a device. */
export function deviceText(one: Item): string {
  const lines = [
    modeline('device'),
    `id: ${one.id}`,
    `type: ${one.type}`,
    `model: ${one.model}`,
    `serial: LATSAS-${one.id}`,
    `status: ${one.status ?? 'in-use'}`,
    `holder: ${one.holder ?? 'null'}`,
  ];
  if (one.custodian !== undefined) lines.push(`custodian: ${one.custodian}`);
  lines.push(`ownership: ${one.ownership ?? (one.lease === undefined ? 'owned' : 'leased')}`);
  if (one.owner !== undefined) lines.push(`owner: ${one.owner}`);
  if (one.company !== undefined) lines.push(`company: ${one.company}`);
  if (one.lease !== undefined) lines.push(`lease: ${one.lease}`);
  lines.push(`inventory: {system: inventory, id: ${one.number}}`);
  if (one.purchased !== undefined) lines.push(`purchased: ${one.purchased}`);
  if (one.received !== undefined) lines.push(`received: ${one.received}`);
  if (one.returned !== undefined) lines.push(`returned: ${one.returned}`);
  if (one.wiped !== undefined) lines.push(`wiped: ${one.wiped}`);
  return `${lines.join('\n')}\n`;
}
