/** September to November 2026. */
import { create, device, insert, person, plan, type Step, swap } from './steps.ts';

const LEFT = 'firstDay: 2025-12-01\nlastDay: 2026-01-31\nperiods:\n  - {from: 2024-12-01, to: 2025-01-31}\n';
const BACK =
  'firstDay: 2026-12-01\nlastDay: 2027-01-31\nperiods:\n  - {from: 2024-12-01, to: 2025-01-31}\n  - {from: 2025-12-01, to: 2026-01-31}\n';
const SEASONAL = ['e-1041', 'e-1042', 'e-1043', 'e-1044', 'e-1045', 'e-1046', 'e-1047', 'e-1048'];

/** The steps of the autumn. */
export const autumn: readonly Step[] = [
  {
    at: '2026-09-30 09:00',
    author: 'it',
    subject: 'Release of LT-0011 (e-1011)',
    people: ['e-1011'],
    how: 'pull',
    branch: 'release/e-1011',
    edits: [
      swap(device('LT-0011'), 'status: in-use\nholder: e-1011\n', 'status: awaited\nholder: null\n'),
      insert(device('LT-0011'), 'purchased: 2024-09-02\n', 'awaitedFrom: e-1011\nawaitedSince: 2026-09-30\n'),
    ],
  },
  {
    at: '2026-10-02 09:40',
    author: 'it',
    subject: 'LT-0011 is back',
    people: ['e-1011'],
    how: 'commit',
    edits: [
      swap(device('LT-0011'), 'status: awaited\n', 'status: received\n'),
      swap(device('LT-0011'), 'awaitedFrom: e-1011\nawaitedSince: 2026-09-30\n', 'returned: {on: 2026-10-02, condition: ok, by: e-1017}\n'),
    ],
  },
  {
    at: '2026-10-05 14:15',
    author: 'it',
    subject: 'LT-0011 is wiped and ready for the next person',
    people: [],
    how: 'commit',
    edits: [
      swap(device('LT-0011'), 'status: received\n', 'status: available\n'),
      insert(
        device('LT-0011'),
        'returned: {on: 2026-10-02, condition: ok, by: e-1017}\n',
        'locks: {activation: removed, recoveryKey: escrowed}\nwiped: {on: 2026-10-05, method: clear, certificate: W-2026-0031, by: e-1017}\n',
      ),
    ],
  },
  {
    at: '2026-10-20 10:05',
    author: 'hr',
    subject: 'e-1011: nothing is outstanding, the plan is closed',
    people: ['e-1011'],
    how: 'commit',
    edits: [insert(plan('e-1011'), 'by: e-1018}}\n', 'closed: 2026-10-20\n')],
  },
  {
    at: '2026-10-27 13:30',
    author: 'hr',
    subject: 'e-1013: away from 1 November, keeps the sign-in',
    people: ['e-1013'],
    how: 'commit',
    edits: [
      insert(
        person('e-1013'),
        'from: 2022-01-10',
        ', to: 2026-10-31}\nleaves:\n  - {from: 2026-11-01, to: 2027-08-31, access: keep, licences: park',
      ),
    ],
  },
  {
    at: '2026-10-31 11:10',
    author: 'hr',
    subject: 'e-1009: last day 2027-01-31, free from duty after 29 November',
    people: ['e-1009'],
    how: 'merge',
    branch: 'offboard/e-1009',
    edits: [
      insert(person('e-1009'), 'firstDay: 2015-05-04\n', 'lastDay: 2027-01-31\nlastWorkingDay: 2026-11-29\n'),
      create(plan('e-1009')),
    ],
  },
  {
    at: '2026-11-05 08:45',
    author: 'south',
    subject: 'e-1001: from one client to the next',
    people: ['e-1001'],
    how: 'commit',
    edits: [insert(person('e-1001'), 'from: 2024-09-02', ', to: 2026-10-31}\n  - {id: a2, client: kund-tva, from: 2026-11-02')],
  },
  {
    at: '2026-11-10 09:20',
    author: 'hr',
    subject: 'e-1005: last day 2026-12-31',
    people: ['e-1005'],
    how: 'merge',
    branch: 'offboard/e-1005',
    edits: [insert(person('e-1005'), 'firstDay: 2020-02-03\n', 'lastDay: 2026-12-31\n'), create(plan('e-1005'))],
  },
  {
    at: '2026-11-10 09:35',
    author: 'hr',
    subject: 'e-1006: last day 2026-12-31',
    people: ['e-1006'],
    how: 'merge',
    branch: 'offboard/e-1006',
    edits: [insert(person('e-1006'), 'firstDay: 2018-01-08\n', 'lastDay: 2026-12-31\n'), create(plan('e-1006'))],
  },
  {
    at: '2026-11-12 15:00',
    author: 'hr',
    subject: 't-5003 and t-5004 begin on 16 November',
    people: ['t-5003', 't-5004'],
    how: 'commit',
    edits: [create(person('t-5003')), create(person('t-5004'))],
  },
  {
    at: '2026-11-16 10:40',
    author: 'hr',
    subject: 'e-1002: last day 2027-01-05',
    people: ['e-1002'],
    how: 'merge',
    branch: 'offboard/e-1002',
    edits: [insert(person('e-1002'), 'firstDay: 2019-08-19\n', 'lastDay: 2027-01-05\n'), create(plan('e-1002'))],
  },
  {
    at: '2026-11-18 16:20',
    author: 'south',
    subject: 'e-1004: one of the two assignments ends with the year',
    people: ['e-1004'],
    how: 'commit',
    edits: [swap(person('e-1004'), 'from: 2025-01-07, grants', 'from: 2025-01-07, to: 2026-12-31, grants')],
  },
  {
    at: '2026-11-20 09:00',
    author: 'hr',
    subject: 'The winter season in the warehouse: 1 December to 31 January',
    people: SEASONAL,
    how: 'commit',
    edits: SEASONAL.map((id) => swap(person(id), LEFT, BACK)),
  },
  {
    at: '2026-11-20 11:30',
    author: 'finance',
    subject: 'hy-2023-004: notice is given, it ends with the year',
    people: [],
    how: 'commit',
    edits: [insert('state/leases/hy-2023-004.yaml', 'notice: P30D\n', 'noticeGiven: 2026-11-20\n')],
  },
  {
    at: '2026-11-24 13:05',
    author: 'hr',
    subject: 'e-1007: last day 2027-01-31',
    people: ['e-1007'],
    how: 'merge',
    branch: 'offboard/e-1007',
    edits: [insert(person('e-1007'), 'firstDay: 2013-04-15\n', 'lastDay: 2027-01-31\n'), create(plan('e-1007'))],
  },
  {
    at: '2026-11-26 15:45',
    author: 'it',
    subject: 'LT-0042 and LT-0043 are with the lessor again',
    people: [],
    how: 'commit',
    edits: ['LT-0042', 'LT-0043'].map((id) => swap(device(id), 'status: received\n', 'status: returned-to-lessor\n')),
  },
];
