/** Exceptions, holds, clean-up lists, systems, the organisation, approvals. */

import { edited } from '../world.ts';
import { APPROVALS, CLEANUP, EXCEPTION, GUARD, HOLD, INVENTORY, more, ORG, OVERRIDE, READING, table } from './table.ts';

table('what holds for a while', [
  ['an exception of 180 days', edited(EXCEPTION, '2027-01-20', '2027-06-18'), []],
  ['an exception of 181 days', edited(EXCEPTION, '2027-01-20', '2027-06-19'), ['exception-too-long ex-1.yaml#/until']],
  [
    'two exceptions of 181 days in sum',
    {
      'state/exceptions/ex-2.yaml':
        'id: ex-2\nsubject: {employee: e-1042}\nchange: licences\nreason: more\nowner: e-1012\nfrom: 2027-02-01\nuntil: 2027-07-01\n',
    },
    ['exception-too-long ex-2.yaml#/until'],
  ],
  [
    'two exceptions of different causes',
    {
      'state/exceptions/ex-2.yaml':
        'id: ex-2\nsubject: {employee: e-1042}\nchange: groups\nreason: more\nowner: e-1012\nfrom: 2027-02-01\nuntil: 2027-07-01\n',
    },
    [],
  ],
  ['an exception that ends before it begins', edited(EXCEPTION, '2027-01-20', '2026-12-20'), ['days-reversed ex-1.yaml#/until']],
  ['an exception owned by its subject', edited(EXCEPTION, 'owner: e-1012', 'owner: e-1042'), ['exception-of-oneself ex-1.yaml#/owner']],
  ['an exception of nothing', edited(EXCEPTION, 'change: licences\n', ''), ['exactly-one ex-1.yaml']],
  ['an exception of two things', more(EXCEPTION, 'finding: stale-licence'), ['exactly-one ex-1.yaml']],
  ['an exception without a subject', edited(EXCEPTION, '{employee: e-1042}', '{}'), ['exactly-one ex-1.yaml#/subject']],
  ['a hold with two subjects', edited(HOLD, '{device: LT-0042}', '{device: LT-0042, employee: e-1042}'), ['exactly-one m-7.yaml#/subject']],
  ['a hold that ends before it begins', more(HOLD, 'until: 2026-12-27'), ['days-reversed m-7.yaml#/until']],
  ['an override of three days', edited(OVERRIDE, '2027-01-05', '2027-01-06'), ['too-long or-1.yaml#/until']],
  ['a reading accepted for three days', edited(READING, '2027-01-05', '2027-01-06'), ['too-long ad.yaml#/until']],
  ['a reading reversed', edited(READING, '2027-01-05', '2027-01-03'), ['days-reversed ad.yaml#/until']],
]);

table('clean-up lists', [
  ['an account twice', edited(CLEANUP, 'a-9002', 'a-9001'), ['duplicate-id orphans.yaml#/accounts/1']],
  ['a protected account', edited(GUARD, '{login: nodkonto}', '{id: a-9001}'), ['cleanup-of-protected orphans.yaml#/accounts/0']],
  ['a protected account of another system', edited(GUARD, '{login: nodkonto}', '{system: m365, id: a-9001}'), []],
  ['licences of a list that disables', more(CLEANUP, 'entitlements: [x]'), ['entitlements-not-used orphans.yaml#/entitlements']],
]);

table('systems', [
  ['one tenant twice', edited('policies/systems/m365.yaml', 'exempel-m365', 'Exempel-AD'), ['duplicate-tenant m365.yaml#/tenant']],
  ['one name of tenant in two kinds', edited(INVENTORY, 'tenant: exempel-inventory', 'tenant: exempel-ad'), []],
  [
    'a licence twice',
    edited('policies/systems/m365.yaml', 'per: month}', 'per: month}\n  - {id: SPE_E3, price: 1.00 SEK, per: year}'),
    ['duplicate-id m365.yaml#/licences/1/id'],
  ],
  [
    'a table that the system does not hold',
    edited(INVENTORY, 'holds: [assets]', 'holds: [people]'),
    ['table-not-held inventory.yaml#/tables/0/holds'],
  ],
  [
    'a word for both',
    edited(INVENTORY, '    freshness', '    enabledWhen: [Yes]\n    disabledWhen: ["no", "YES"]\n    freshness'),
    ['word-twice inventory.yaml#/tables/0/disabledWhen'],
  ],
  ['no freshness', edited(INVENTORY, '{file: modified}', '{}'), ['exactly-one inventory.yaml#/tables/0/freshness']],
  [
    'two freshnesses',
    edited(INVENTORY, '{file: modified}', '{file: modified, column: Exported}'),
    ['exactly-one inventory.yaml#/tables/0/freshness'],
  ],
]);

const CHECKED_IN = ['sold', 'available', 'hold', 'lost', 'returned-to-lessor', 'returned-to-owner', 'destroyed', 'retired'];

/** An inventory of another kind in the place of the exports. */
function snipeIt(holds: string, labels: readonly string[]) {
  const address = 'address: https://inventory.exempel.example\ntenant: inventory.exempel.example#7';
  const lines = labels.map((means, index) => `  - {means: ${means}, id: ${index + 1}, name: Label ${index + 1}}\n`).join('');
  return { [INVENTORY]: `kind: snipe-it\nid: inventory\nmode: observe\n${address}\nholds: [${holds}]\nstatusLabels:\n${lines}` };
}

table('Snipe-IT', [
  ['accounts and devices', snipeIt('accounts, assets', ['received', ...CHECKED_IN]), []],
  ['accounts alone', snipeIt('accounts', ['received']), []],
  [
    'no label for a device that is sold',
    snipeIt('assets', ['received', ...CHECKED_IN.slice(1)]),
    ['labels-unnamed inventory.yaml#/statusLabels'],
  ],
  ['people', snipeIt('people', ['received']), ['not-held-there inventory.yaml#/holds']],
  ['two labels of one meaning', snipeIt('accounts', ['received', 'received']), ['label-twice inventory.yaml#/statusLabels/1/means']],
  ['no label for a device that is back', snipeIt('accounts', ['available']), ['label-missing inventory.yaml#/statusLabels']],
]);

const INTUNE = 'kind: intune\nid: inventory\nmode: observe\ntenant: ffffffff-0000-4000-8000-000000000001\nclients: {}\nholds: [assets]\n';

/** A directory in the place of the exports. */
function entra(holds: string, groups: readonly (readonly [name: string, id: string])[]) {
  const lines = groups.map(([name, id]) => `  - {name: ${name}, id: bbbbbbbb-0000-4000-8000-00000000000${id}}\n`).join('');
  const tenant = 'tenant: ffffffff-0000-4000-8000-000000000001\nclients: {}';
  return { [INVENTORY]: `kind: entra\nid: inventory\nmode: observe\n${tenant}\nholds: [${holds}]\ngroups:\n${lines}` };
}

table('Entra', [
  [
    'accounts and two groups',
    entra('accounts', [
      ['sales', '1'],
      ['vpn', '2'],
    ]),
    [],
  ],
  ['devices, which it has none of', entra('accounts, assets', [['sales', '1']]), ['not-held-there inventory.yaml#/holds']],
  ['Intune with its devices', { [INVENTORY]: INTUNE }, []],
  [
    'Intune with accounts, which it has none of',
    { [INVENTORY]: INTUNE.replace('[assets]', '[accounts]') },
    ['not-held-there inventory.yaml#/holds'],
  ],
  [
    'one name for two groups',
    entra('accounts', [
      ['sales', '1'],
      ['sales', '2'],
    ]),
    ['group-twice inventory.yaml#/groups/1/name'],
  ],
  [
    'two names for one group',
    entra('accounts', [
      ['sales', '1'],
      ['vpn', '1'],
    ]),
    ['group-twice inventory.yaml#/groups/1/id'],
  ],
]);

function directory(holds: string, login: string) {
  const names = 'bind: {read: reader}\npeople: {bases: ["OU=Staff,DC=exempel,DC=example"], login: ';
  const text = `kind: ldap\nid: inventory\nmode: observe\ntenant: S-1-5-21-1-2-3\nholds: [${holds}]\nflavour: active-directory\n`;
  return { [INVENTORY]: `${text}address: ldaps://dc1.exempel.example\n${names}${login}}\ntimeZone: Europe/Stockholm\n` };
}

table('a directory', [
  ['accounts', directory('accounts', 'userPrincipalName'), []],
  ['devices too', directory('accounts, assets', 'userPrincipalName'), ['not-held-there inventory.yaml#/holds']],
  ['a sign-in name of the other kind', directory('accounts', 'uid'), ['not-there inventory.yaml#/people/login']],
  [
    'an address without TLS',
    { [INVENTORY]: directory('accounts', 'cn')[INVENTORY]?.replace('ldaps://', 'http://') ?? '' },
    ['wrong-form inventory.yaml#/address'],
  ],
]);

const RT = `kind: rt
id: inventory
mode: observe
tenant: rt.exempel.example
holds: [assets]
credential: {read: rt-read, write: rt-write}
address: https://rt.exempel.example
catalog: Hardware
statuses:
  - {means: received, name: to wipe}
  - {means: available, name: allocated}
`;

table('an inventory in Request Tracker', [
  ['assets', { [INVENTORY]: RT }, []],
  [
    'accounts, which it has none of',
    { [INVENTORY]: RT.replace('[assets]', '[assets, accounts]') },
    ['not-held-there inventory.yaml#/holds'],
  ],
  [
    'two statuses for one',
    { [INVENTORY]: RT.replace('means: available', 'means: received') },
    ['status-twice inventory.yaml#/statuses/1/means'],
  ],
]);

const SCIM = `kind: scim
id: inventory
mode: observe
tenant: api.tjanst.example/scim/v2#Groups/S0001
holds: [accounts]
address: https://api.tjanst.example/scim/v2
`;

table('a service that speaks SCIM', [
  ['accounts', { [INVENTORY]: SCIM }, []],
  ['devices, which it has none of', { [INVENTORY]: SCIM.replace('[accounts]', '[assets]') }, ['not-held-there inventory.yaml#/holds']],
  ['no user or group in the tenant', { [INVENTORY]: SCIM.replace('#Groups/S0001', '') }, ['tenant-loose inventory.yaml#/tenant']],
]);

const GITHUB = 'kind: github\nid: inventory\nmode: observe\ntenant: "4711"\norganisation: exempel\n';

table('systems that know accounts and nothing else', [
  ['accounts', { [INVENTORY]: `${GITHUB}holds: [accounts]\n` }, []],
  ['devices', { [INVENTORY]: `${GITHUB}holds: [accounts, assets]\n` }, ['not-held-there inventory.yaml#/holds']],
]);

table('organisation and approvals', [
  ['no organisation', { [ORG]: null }, ['organisation-missing organisation.yaml']],
  [
    'a company twice',
    edited(ORG, '  - {id: dk', '  - {id: se, name: X, country: SE, currency: SEK}\n  - {id: dk'),
    ['duplicate-id organisation.yaml#/companies/1/id'],
  ],
  ['a unit twice', edited(ORG, 'desks:', '  - {id: syd, name: S, company: se}\ndesks:'), ['duplicate-id organisation.yaml#/units/2/id']],
  [
    'units in a circle',
    edited(ORG, 'company: se, manager: e-1012', 'company: se, manager: e-1012, parent: kbh'),
    ['circle organisation.yaml#/units/0/parent', 'circle organisation.yaml#/units/1/parent'],
  ],
  [
    'acting backwards',
    edited(ORG, 'parent: syd', 'parent: syd, acting: {who: e-1012, from: 2026-02-01, to: 2026-01-01}'),
    ['days-reversed organisation.yaml#/units/1/acting/to'],
  ],
  ['a desk that closes before it opens', edited(ORG, '08-17', '17-08'), ['hours-reversed organisation.yaml#/desks/leverantor/hours']],
  [
    'mail without server, sender, and an address of HR',
    { 'policies/notices.yaml': 'mode: enforce\n' },
    ['mail-without-server notices.yaml#/mode', 'mail-without-from notices.yaml#/mode', 'mail-without-desk notices.yaml#/mode'],
  ],
  ['mail that is only observed', { 'policies/notices.yaml': 'mode: observe\n' }, []],
  [
    'mail to a desk that is not there',
    { 'policies/notices.yaml': 'mode: observe\ndesks: {payroll: nirgends}\n' },
    ['unknown-desk notices.yaml#/desks/payroll'],
  ],
  ['a rule that nobody fulfils', edited(APPROVALS, 'desks: [it]', 'number: 2'), ['nobody-approves approvals.yaml#/rules/0']],
]);
