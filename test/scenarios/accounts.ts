/** Stories of accounts that are more than a sign-in: mailboxes by country, a last day of the directory's own, a place for leavers. */
import type { Edit } from '../../reconciler/model/proposal.ts';
import { type Deed, edits, type Story } from './tell.ts';

const PERSON = 'state/employees/e-1.yaml';
const PLAN = 'state/offboardings/e-1.yaml';
const LAST_DAY = '2027-01-15';

const set = (key: string, value: string): Edit => ({ op: 'setKey', path: [], key, value });

const leaves: Deed = edits('2027-01-04', `HR enters the last day of e-1, ${LAST_DAY}.`, {
  kind: 'employee',
  path: PERSON,
  edits: [set('lastDay', LAST_DAY)],
});

/** A plan with what is wished of the mailbox. */
function plans(on: string, says: string, mailbox: { readonly [key: string]: string }): Deed {
  const value = { employee: 'e-1', kind: 'planned', spell: LAST_DAY, accounts: { ad: { mailbox } } };
  return { on, says, does: (company) => company.write('offboarding', PLAN, value) };
}

function story(title: string, more: Partial<Story> & Pick<Story, 'deeds'>): Story {
  return { title, from: '2027-01-04', to: '2027-02-28', devices: [], isOfAccounts: true, ...more };
}

function organisation(country: string, locale: string): Readonly<Record<string, string>> {
  const company = `{id: se, name: Påhittade Bolaget, country: ${country}, currency: SEK, vat: {rate: 25, deductible: 100}}`;
  const units = 'units:\n  - {id: kontor, name: Kontoret, company: se, manager: e-3}\n';
  const desks = 'desks:\n  it: {name: IT, email: it@pahittade.example}\n  hr: {name: HR, email: hr@pahittade.example}\n';
  const head = `name: Påhittade Bolaget\ntimeZone: Europe/Stockholm\nlocale: ${locale}\n`;
  return { 'state/organisation.yaml': `${head}companies:\n  - ${company}\n${units}${desks}` };
}

const MAIL: Story['directory'] = {
  abilities: { mailboxes: true },
  account: { replyUntil: null, licences: [{ id: 'E3' as never }] },
};
const KEEPING: Story['directory'] = { abilities: { lastDays: true }, account: { endDay: null } };
const APART: Story['directory'] = { abilities: { leaversPlace: 'OU=Left' }, account: { place: 'OU=Office' } };

const DIRECTORY =
  'id: ad\nmode: enforce\nkind: practice\ntenant: pahittade-ad\nholds: [accounts]\nidentityProvider: true\ndesk: it\nendDay: keep\nworld: ad.json\n';

const extended = edits('2027-01-13', 'The last day moves to 29 January.', {
  kind: 'employee',
  path: PERSON,
  edits: [{ op: 'setScalar', path: ['lastDay'], value: '2027-01-29' }],
});
const stays = edits('2027-01-20', 'e-1 stays after all.', {
  kind: 'employee',
  path: PERSON,
  edits: [{ op: 'deleteKey', path: [], key: 'lastDay' }],
});
const rehired: Deed = {
  on: '2027-02-10',
  says: 'e-1 comes back on 15 February.',
  does: (company) =>
    company.edit('employee', PERSON, [
      { op: 'setKey', path: [], key: 'periods', value: [{ from: '2020-01-07', to: LAST_DAY }] },
      { op: 'setScalar', path: ['firstDay'], value: '2027-02-15' },
      { op: 'deleteKey', path: [], key: 'lastDay' },
    ]),
};

/** Stories by the name of their golden. */
export const ACCOUNTS: readonly (readonly [name: string, Story])[] = [
  [
    'mailbox-sweden-converted',
    story('A mailbox in Sweden, converted after ten days', {
      directory: MAIL,
      files: organisation('SE', 'sv'),
      deeds: [leaves, plans('2027-01-25', 'IT has made it a shared mailbox.', { until: '2027-02-14', converted: '2027-01-25' })],
    }),
  ],
  ['mailbox-norway', story('A mailbox in Norway: closed at once', { directory: MAIL, files: organisation('NO', 'en'), deeds: [leaves] })],
  [
    'mailbox-denmark',
    story('A mailbox in Denmark, wished for two years', {
      directory: MAIL,
      files: organisation('DK', 'da'),
      deeds: [leaves, plans('2027-01-05', 'The plan wishes to keep the mailbox for two years.', { until: '2029-01-15' })],
    }),
  ],
  [
    'mailbox-finland',
    story('A mailbox in Finland, with somebody who is to read it', {
      directory: MAIL,
      files: organisation('FI', 'en'),
      deeds: [leaves, plans('2027-01-05', 'The plan names e-2 to read it.', { until: '2027-02-05', delegate: 'e-2' })],
    }),
  ],
  [
    'last-day-moved',
    story('The directory keeps the last day, which moves, and is withdrawn', {
      directory: KEEPING,
      files: { 'policies/systems/ad.yaml': DIRECTORY },
      deeds: [leaves, extended, stays],
    }),
  ],
  ['leavers-place', story('An account moves to the place of leavers, and back', { directory: APART, deeds: [leaves, rehired] })],
];
