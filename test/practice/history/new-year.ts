/** New Year's Eve 2026 to the evening of Sunday 3 January 2027. */
import { create, device, insert, person, plan, type Step, swap } from './steps.ts';

const MOVED = ['e-1041', 'e-1042', 'e-1043', 'e-1044', 'e-1045', 'e-1046'];
const EARLIER = '  - {id: a1, client: kund-tva, from: 2023-05-08, to: 2026-09-30}\n';

/** The steps of the last days. */
export const newYear: readonly Step[] = [
  {
    at: '2026-12-31 09:00',
    author: 'it',
    subject: 'Return of CL-0007 (e-1004) to its owner',
    people: ['e-1004'],
    how: 'pull',
    branch: 'release/e-1004',
    edits: [
      swap(device('CL-0007'), 'status: in-use\nholder: e-1004\n', 'status: awaited\nholder: null\n'),
      insert(device('CL-0007'), 'received: 2025-01-07\n', 'awaitedFrom: e-1004\nawaitedSince: 2026-12-31\n'),
    ],
  },
  {
    at: '2026-12-31 09:05',
    author: 'it',
    subject: 'Sale of LT-0006 to e-1006',
    people: ['e-1006'],
    how: 'pull',
    branch: 'sale/e-1006',
    edits: [
      swap(device('LT-0006'), 'status: in-use\n', 'status: sale-pending\n'),
      insert(device('LT-0006'), 'received: 2024-01-10\n', 'sale: {to: e-1006, price: 900.00 SEK, vat: included, consent: HR-87}\n'),
    ],
  },
  {
    at: '2026-12-31 13:00',
    author: 'hr',
    subject: 'e-1011 comes back on 4 January',
    people: ['e-1011'],
    how: 'merge',
    branch: 'rehire/e-1011',
    edits: [
      swap(
        person('e-1011'),
        'firstDay: 2019-06-03\nlastDay: 2026-09-30\n',
        'firstDay: 2027-01-04\nperiods:\n  - {from: 2019-06-03, to: 2026-09-30}\n',
      ),
      insert(person('e-1011'), EARLIER, '  - {id: a2, client: kund-tva, from: 2027-01-04}\n'),
    ],
  },
  {
    at: '2027-01-01 11:00',
    author: 'hr',
    subject: 'e-1023 moves to the Danish company',
    people: ['e-1023'],
    how: 'commit',
    edits: [
      swap(person('e-1023'), 'unit: bemanning-syd\n', 'unit: konsult-dk\nmanager: e-1026\n'),
      insert(person('e-1023'), 'firstDay: 2018-04-09\n', 'timeZone: Europe/Copenhagen\n'),
      swap(person('e-1023'), '[alla, bemanning-syd]', '[alla, bemanning-syd, konsult-dk]'),
      insert(device('LT-0023'), 'inventory: {system: inventory, id: 123}\n', 'location: {country: DK}\n'),
    ],
  },
  {
    at: '2027-01-03 14:05',
    author: 'hr',
    subject: 'e-1001: last day 2026-12-31, found in the year-end check',
    people: ['e-1001'],
    how: 'merge',
    branch: 'offboard/e-1001',
    edits: [insert(person('e-1001'), 'firstDay: 2021-03-01\n', 'lastDay: 2026-12-31\n'), create(plan('e-1001'))],
  },
  {
    at: '2027-01-03 14:20',
    author: 'hr',
    subject: 'e-1003: last day 2025-11-30, found in the year-end check',
    people: ['e-1003'],
    how: 'merge',
    branch: 'offboard/e-1003',
    edits: [insert(person('e-1003'), 'firstDay: 2017-10-02\n', 'lastDay: 2025-11-30\n'), create(plan('e-1003'))],
  },
  {
    at: '2027-01-03 14:40',
    author: 'hr',
    subject: 'e-1010: last day 2026-12-31',
    people: ['e-1010'],
    how: 'merge',
    branch: 'offboard/e-1010',
    edits: [insert(person('e-1010'), 'firstDay: 2016-11-01\n', 'lastDay: 2026-12-31\n'), create(plan('e-1010'))],
  },
  {
    at: '2027-01-03 15:10',
    author: 'hr',
    subject: 'Season over early for six in the warehouse: last day 2026-12-31',
    people: MOVED,
    how: 'commit',
    edits: MOVED.map((id) => swap(person(id), 'lastDay: 2027-01-31\n', 'lastDay: 2026-12-31\n')),
  },
  {
    at: '2027-01-03 15:40',
    author: 'hr',
    subject: 'e-1019 begins on 15 February',
    people: ['e-1019'],
    how: 'commit',
    edits: [create(person('e-1019'))],
  },
];
