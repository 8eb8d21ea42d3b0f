/** December 2026 up to the last nights of the year. */
import { create, device, insert, person, plan, type Step, swap } from './steps.ts';

const OFFER_PHONE = `  PH-0105:
    disposition: buyout
    offer:
      price: 1800.00 SEK
      vat: included
      basis: reseller quote 2026-11-20
      sent: 2026-12-01
      answerBy: 2026-12-15
      else: release
    settle: final-pay
`;
const OFFER_LAPTOP = `  LT-0006:
    disposition: buyout
    offer:
      price: 900.00 SEK
      vat: included
      basis: lessor's price and value added tax
      sent: 2026-12-01
      answerBy: 2026-12-15
      else: return-to-lessor
    settle: final-pay
`;
const OFFER_EARLY = `  LT-0007:
    disposition: buyout
    offer:
      price: 3050.00 SEK
      vat: included
      basis: break fee and remaining rent
      sent: 2026-12-10
      answerBy: 2027-01-15
      else: return-to-lessor
    settle: invoice
`;

/** The steps of December. */
export const december: readonly Step[] = [
  {
    at: '2026-12-01 10:00',
    author: 'hr',
    subject: 'Offers to e-1005 and e-1006: one phone, one laptop',
    people: ['e-1005', 'e-1006'],
    how: 'commit',
    edits: [
      swap(plan('e-1005'), '  PH-0105: {disposition: release}\n', OFFER_PHONE),
      swap(plan('e-1006'), '  LT-0006: {disposition: return-to-lessor}\n', OFFER_LAPTOP),
    ],
  },
  {
    at: '2026-12-02 14:30',
    author: 'hr',
    subject: 'e-1012: last day 2027-01-15',
    people: ['e-1012'],
    how: 'merge',
    branch: 'offboard/e-1012',
    edits: [insert(person('e-1012'), 'firstDay: 2014-03-03\n', 'lastDay: 2027-01-15\n'), create(plan('e-1012'))],
  },
  {
    at: '2026-12-03 09:15',
    author: 'hr',
    subject: 'e-1014: last day 2027-01-08',
    people: ['e-1014'],
    how: 'merge',
    branch: 'offboard/e-1014',
    edits: [insert(person('e-1014'), 'firstDay: 2020-09-07\n', 'lastDay: 2027-01-08\n'), create(plan('e-1014'))],
  },
  {
    at: '2026-12-04 11:00',
    author: 'hr',
    subject: 'Two candidates: c-7001 and c-7002',
    people: ['c-7001', 'c-7002'],
    how: 'commit',
    edits: [create(person('c-7001')), create(person('c-7002'))],
  },
  {
    at: '2026-12-08 10:10',
    author: 'hr',
    subject: 'e-1025: last day 2027-01-08',
    people: ['e-1025'],
    how: 'merge',
    branch: 'offboard/e-1025',
    edits: [insert(person('e-1025'), 'firstDay: 2019-12-02\n', 'lastDay: 2027-01-08\n'), create(plan('e-1025'))],
  },
  {
    at: '2026-12-10 15:20',
    author: 'hr',
    subject: 'e-1007 is offered LT-0007 out of the running lease',
    people: ['e-1007'],
    how: 'commit',
    edits: [swap(plan('e-1007'), '  LT-0007: {disposition: release}\n', OFFER_EARLY)],
  },
  {
    at: '2026-12-11 12:40',
    author: 'hr',
    subject: 'e-1006 says yes and may be deducted',
    people: ['e-1006'],
    how: 'commit',
    edits: [
      insert(plan('e-1006'), '      answerBy: 2026-12-15\n', '      answer: yes\n      answered: 2026-12-11\n'),
      insert(plan('e-1006'), '    settle: final-pay\n', '    consent: {on: 2026-12-11, ref: HR-87}\n'),
    ],
  },
  {
    at: '2026-12-14 08:30',
    author: 'hr',
    subject: 'e-1005 said yes on Saturday; devices on 4 January',
    people: ['e-1005'],
    how: 'commit',
    edits: [
      insert(plan('e-1005'), 'spell: 2026-12-31\n', 'ends: {devices: 2027-01-04}\n'),
      insert(plan('e-1005'), '      answerBy: 2026-12-15\n', '      answer: yes\n      answered: 2026-12-12\n'),
      insert(plan('e-1005'), '    settle: final-pay\n', '    consent: {on: 2026-12-10, ref: HR-88}\n'),
    ],
  },
  {
    at: '2026-12-14 11:55',
    author: 'it',
    subject: 'LT-0008 goes to be repaired, LT-0090 is lent meanwhile',
    people: ['e-1008'],
    how: 'commit',
    edits: [
      swap(device('LT-0008'), 'status: in-use\n', 'status: repair\n'),
      insert(device('LT-0008'), 'received: 2023-01-30\n', 'repair: {vendor: Lödkolven, since: 2026-12-14, loaner: LT-0090}\n'),
      swap(device('LT-0090'), 'status: available\nholder: null\n', 'status: in-use\nholder: e-1008\n'),
      insert(device('LT-0090'), 'purchased: 2022-04-04\n', 'received: 2026-12-14\n'),
      insert(
        plan('e-1008'),
        '  LT-0008: {disposition: release}\n',
        '  LT-0090: {disposition: release, note: Lent while the other is in repair}\n',
      ),
    ],
  },
  {
    at: '2026-12-18 10:25',
    author: 'it',
    subject: 'x-2001 keeps LT-0016 until 3 January',
    people: ['x-2001'],
    how: 'merge',
    branch: 'exception/ex-2026-003',
    edits: [create('state/exceptions/ex-2026-003.yaml')],
  },
  {
    at: '2026-12-18 14:00',
    author: 'hr',
    subject: 'e-1007 wants to buy; finance has the figures',
    people: ['e-1007'],
    how: 'commit',
    edits: [insert(plan('e-1007'), '      answerBy: 2027-01-15\n', '      answer: yes\n      answered: 2026-12-18\n')],
  },
  {
    at: '2026-12-23 17:40',
    author: 'it',
    subject: 'PH-0125 is lost and locked from afar',
    people: ['e-1025'],
    how: 'commit',
    edits: [
      swap(device('PH-0125'), 'status: in-use\n', 'status: lost\n'),
      insert(device('PH-0125'), 'purchased: 2025-03-17\n', 'lost: {on: 2026-12-23, locked: 2026-12-23}\n'),
      swap(plan('e-1025'), '  PH-0125: {disposition: release}\n', '  PH-0125: {disposition: lost}\n'),
    ],
  },
  {
    at: '2026-12-24 09:30',
    author: 'it',
    subject: 'PH-0125: breach assessed, police informed',
    people: ['e-1025'],
    how: 'commit',
    edits: [insert(device('PH-0125'), 'locked: 2026-12-23', ', assessed: 2026-12-24, police: K-0042-26')],
  },
  {
    at: '2026-12-28 10:00',
    author: 'board',
    subject: 'Hold M-7: what e-1010 has is preserved',
    people: ['e-1010'],
    how: 'merge',
    branch: 'hold/m-7',
    edits: [
      create('state/holds/m-7.yaml'),
      swap(
        device('LT-0010'),
        'status: in-use\nholder: e-1010\n',
        '# Kept as it is for the matter: not wiped, not lent.\nstatus: hold\nholder: null\n',
      ),
      insert(device('LT-0010'), 'purchased: 2024-09-02\n', 'returned: {on: 2026-12-28, condition: ok, by: e-1017}\n'),
    ],
  },
  {
    at: '2026-12-28 13:15',
    author: 'hr',
    subject: 'e-1015: last day 2026-12-28',
    people: ['e-1015'],
    how: 'merge',
    branch: 'offboard/e-1015',
    edits: [insert(person('e-1015'), 'firstDay: 2011-02-14\n', 'lastDay: 2026-12-28\n'), create(plan('e-1015'))],
  },
  {
    at: '2026-12-30 16:05',
    author: 'it',
    subject: 'x-2002: last day moves to 2027-06-30',
    people: ['x-2002'],
    how: 'open',
    branch: 'extend/x-2002',
    edits: [swap(person('x-2002'), 'lastDay: 2027-01-31\n', 'lastDay: 2027-06-30\n')],
  },
];
