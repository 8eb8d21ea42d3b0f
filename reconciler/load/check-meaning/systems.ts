/** Systems: each tenant once, exports that say what they hold, words that mean one thing. */
import type { DeviceStatus } from '../../../schemas/device.ts';
import { errorAt, inFile, type Problem, pointerOf, type TextProblem, warningAt } from '../problem.ts';
import type { Entry, Tree } from '../tree.ts';
import { googleProblems } from './google.ts';

function* csvProblems({ doc }: Entry<'system'>): Generator<TextProblem> {
  if (doc.kind !== 'csv') return;
  for (const [index, table] of doc.tables.entries()) {
    if (!doc.holds.includes(table.holds)) {
      const text = {
        message: `The rows are ${table.holds}, but \`holds\` of the system does not say so.`,
        hint: `Add ${table.holds} to \`holds\`.`,
      };
      yield errorAt(pointerOf('tables', index, 'holds'), 'table-not-held', text);
    }
    const off = new Set((table.disabledWhen ?? []).map((word) => word.toLowerCase()));
    const both = (table.enabledWhen ?? []).find((word) => off.has(word.toLowerCase()));
    if (both !== undefined) {
      const text = { message: `\`${both}\` means both enabled and disabled.`, hint: 'Keep it in one of the two lists.' };
      yield errorAt(pointerOf('tables', index, 'disabledWhen'), 'word-twice', text);
    }
  }
}

/** A device that is in one of these is checked in, with the label of its status. */
const CHECKED_IN: readonly DeviceStatus[] = [
  'available',
  'hold',
  'lost',
  'sold',
  'returned-to-lessor',
  'returned-to-owner',
  'destroyed',
  'retired',
];

function* snipeItProblems({ doc }: Entry<'system'>): Generator<TextProblem> {
  if (doc.kind !== 'snipe-it') return;
  if (doc.holds.includes('people')) {
    const text = { message: 'Snipe-IT is read for accounts and assets, not for people.', hint: 'Take people out of `holds`.' };
    yield errorAt('/holds', 'not-held-there', text);
  }
  const meanings = new Set<string>();
  for (const [index, { means }] of doc.statusLabels.entries()) {
    if (meanings.has(means)) {
      const text = { message: `Two status labels mean \`${means}\`.`, hint: 'Keep the one that a device gets.' };
      yield errorAt(pointerOf('statusLabels', index, 'means'), 'label-twice', text);
    }
    meanings.add(means);
  }
  if (!meanings.has('received')) {
    const text = {
      message: 'No status label means `received`: a device that came back would be free to be handed out before it is wiped.',
      hint: 'Name a label that is not deployable.',
    };
    yield errorAt('/statusLabels', 'label-missing', text);
  }
  const unnamed = CHECKED_IN.filter((status) => !meanings.has(status));
  if (doc.holds.includes('assets') && unnamed.length > 0) {
    const message = `No status label means ${unnamed.join(', ')}: such a device is not checked in.`;
    yield warningAt('/statusLabels', 'labels-unnamed', { message, hint: 'Name a label for each; several may be one label.' });
  }
}

/** Kinds that know accounts and nothing else. */
const ACCOUNTS_ALONE: ReadonlySet<string> = new Set(['github', 'okta', 'slack', 'scim']);

function* accountProblems({ doc }: Entry<'system'>): Generator<TextProblem> {
  if (!ACCOUNTS_ALONE.has(doc.kind) || doc.holds.every((kind) => kind === 'accounts')) return;
  const text = { message: 'A system of this kind is read for accounts only.', hint: 'Write `holds: [accounts]`.' };
  yield errorAt('/holds', 'not-held-there', text);
}

function* rtProblems({ doc }: Entry<'system'>): Generator<TextProblem> {
  if (doc.kind !== 'rt') return;
  if (doc.holds.some((kind) => kind !== 'assets')) {
    const text = { message: 'Request Tracker is read for assets only.', hint: 'Write `holds: [assets]`.' };
    yield errorAt('/holds', 'not-held-there', text);
  }
  const meanings = new Set<string>();
  for (const [index, { means }] of (doc.statuses ?? []).entries()) {
    if (meanings.has(means)) {
      const text = { message: `\`${means}\` is written as two statuses.`, hint: 'Keep the one that a device is given.' };
      yield errorAt(pointerOf('statuses', index, 'means'), 'status-twice', text);
    }
    meanings.add(means);
  }
}

function* scimProblems({ doc }: Entry<'system'>): Generator<TextProblem> {
  if (doc.kind === 'scim' && !/#(Users|Groups)\/./u.test(doc.tenant)) {
    const message =
      'The tenant names no user or group that only the right one has: at many services a token alone decides which one answers.';
    yield warningAt('/tenant', 'tenant-loose', { message, hint: 'Write the host and path, and `#Groups/<id>` behind them.' });
  }
}

function* entraProblems({ doc }: Entry<'system'>): Generator<TextProblem> {
  if (doc.kind === 'intune' && doc.holds.some((kind) => kind !== 'assets')) {
    const text = { message: 'Intune is read for assets only.', hint: 'Write `holds: [assets]`; accounts are those of kind `entra`.' };
    yield errorAt('/holds', 'not-held-there', text);
  }
  if (doc.kind !== 'entra') return;
  if (doc.holds.some((kind) => kind !== 'accounts')) {
    const text = { message: 'Entra is read for accounts only.', hint: 'Write `holds: [accounts]`; devices are those of kind `intune`.' };
    yield errorAt('/holds', 'not-held-there', text);
  }
  for (const property of ['name', 'id'] as const) {
    const seen = new Set<string>();
    for (const [index, group] of (doc.groups ?? []).entries()) {
      const value = group[property];
      if (seen.has(value)) {
        const text = { message: `Two groups have the ${property} \`${value}\`.`, hint: 'Keep one name for one group.' };
        yield errorAt(pointerOf('groups', index, property), 'group-twice', text);
      }
      seen.add(value);
    }
  }
}

function* ldapProblems({ doc }: Entry<'system'>): Generator<TextProblem> {
  if (doc.kind !== 'ldap') return;
  if (doc.holds.some((kind) => kind !== 'accounts')) {
    const text = { message: 'A directory is read for accounts only.', hint: 'Write `holds: [accounts]`.' };
    yield errorAt('/holds', 'not-held-there', text);
  }
  const logins = doc.flavour === 'openldap' ? ['uid', 'mail', 'cn'] : ['sAMAccountName', 'userPrincipalName', 'mail', 'cn'];
  if (doc.people.login !== undefined && !logins.includes(doc.people.login)) {
    const text = { message: `Accounts of ${doc.flavour} have no \`${doc.people.login}\`.`, hint: `One of: ${logins.join(', ')}.` };
    yield errorAt('/people/login', 'not-there', text);
  }
}

function* licenceProblems({ doc }: Entry<'system'>): Generator<TextProblem> {
  const seen = new Set<string>();
  for (const [index, licence] of (doc.licences ?? []).entries()) {
    if (seen.has(licence.id)) {
      yield errorAt(pointerOf('licences', index, 'id'), 'duplicate-id', { message: `The licence \`${licence.id}\` stands twice.` });
    }
    seen.add(licence.id);
  }
}

/** Two systems with one tenant, and what is wrong within each. */
export function* systems(tree: Tree): Generator<Problem> {
  const tenants = new Map<string, string>();
  for (const entry of tree.entries('system').values()) {
    const { path, stem, doc } = entry;
    const tenant = `${doc.kind} ${doc.tenant.toLowerCase()}`;
    const other = tenants.get(tenant);
    if (other !== undefined) {
      const text = {
        message: `${other} has this tenant too: one system stands in one file.`,
        hint: 'Make the two files one, or correct the tenant.',
      };
      yield inFile(path, errorAt('/tenant', 'duplicate-tenant', text));
    }
    tenants.set(tenant, stem);
    for (const problem of csvProblems(entry)) yield inFile(path, problem);
    for (const problem of snipeItProblems(entry)) yield inFile(path, problem);
    for (const problem of rtProblems(entry)) yield inFile(path, problem);
    for (const problem of scimProblems(entry)) yield inFile(path, problem);
    for (const problem of googleProblems(entry)) yield inFile(path, problem);
    for (const problem of accountProblems(entry)) yield inFile(path, problem);
    for (const problem of entraProblems(entry)) yield inFile(path, problem);
    for (const problem of ldapProblems(entry)) yield inFile(path, problem);
    for (const problem of licenceProblems(entry)) yield inFile(path, problem);
  }
}
