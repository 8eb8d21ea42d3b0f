/** Accounts and people. */

import { edited } from '../world.ts';
import { GUARD, LINA, more, ORG, OTTO, table } from './table.ts';

table('accounts', [
  ['a login of two people', edited(LINA, 'login: linled', 'login: ANNEXE'), ['duplicate-login e-1042.yaml#/accounts/0/login']],
  ['an id of two people', edited(LINA, 'id: a-1012', 'id: a-1042'), ['duplicate-id e-1042.yaml#/accounts/0/id']],
  ['the same login in another system', edited(LINA, 'system: ad, id: a-1012, login: linled', 'system: m365, id: x, login: annexe'), []],
  ['one person twice with one login', more(LINA, '  - {system: ad, login: linled}'), ['duplicate-login e-1012.yaml#/accounts/1/login']],
  ['one person with two logins', more(LINA, '  - {system: ad, login: adm-linled}'), []],
  ['neither id nor login', more(LINA, '  - {system: ad, grants: [x]}'), ['account-without-key e-1012.yaml#/accounts/1']],
  [
    "a service account that is somebody's",
    edited(LINA, 'login: linled', 'login: svc-print'),
    ['account-owned-twice e-1012.yaml#/accounts/0'],
  ],
  [
    'a service account twice',
    more(GUARD, 'shared:\n  - {system: ad, login: SVC-print, owner: e-1012}'),
    ['duplicate-account guardrails.yaml#/shared/0'],
  ],
  ['a service account without a key', edited(GUARD, 'login: svc-print, ', ''), ['account-without-key guardrails.yaml#/service/0']],
  ['protection of nothing', edited(GUARD, '{login: nodkonto}', '{system: ad}'), ['account-without-key guardrails.yaml#/protected/0']],
]);

table('people', [
  ['an external without an end', edited(OTTO, 'lastDay: 2027-06-30\n', ''), ['external-without-end x-2001.yaml#/kind']],
  ['an external with a day of review', edited(OTTO, 'lastDay', 'reviewBy'), []],
  ['both ends', more(OTTO, 'reviewBy: 2027-01-01'), ['two-ends x-2001.yaml#/reviewBy']],
  ['last working day after the last day', more(OTTO, 'lastWorkingDay: 2027-07-01'), ['days-reversed x-2001.yaml#/lastWorkingDay']],
  ['last working day without a last day', more(LINA, 'lastWorkingDay: 2027-07-01'), ['last-day-missing e-1012.yaml#/lastWorkingDay']],
  ['last working day before the first day', more(OTTO, 'lastWorkingDay: 2024-07-01'), ['days-reversed x-2001.yaml#/lastWorkingDay']],
  ['first day after the last', edited(OTTO, '2025-01-01', '2205-01-01'), ['days-reversed x-2001.yaml#/firstDay']],
  ['one day of work', edited(OTTO, '2025-01-01', '2027-06-30'), []],
  ['a reversed period', more(OTTO, 'periods: [{from: 2020-02-01, to: 2020-01-01}]'), ['days-reversed x-2001.yaml#/periods/0/to']],
  [
    'overlapping periods',
    more(OTTO, 'periods: [{from: 2020-01-01, to: 2020-06-30}, {from: 2020-06-30, to: 2020-12-31}]'),
    ['overlap x-2001.yaml#/periods/1'],
  ],
  ['periods after one another', more(OTTO, 'periods: [{from: 2020-01-01, to: 2020-06-30}, {from: 2020-07-01, to: 2020-12-31}]'), []],
  [
    'a period that reaches into the present',
    more(OTTO, 'periods: [{from: 2020-01-01, to: 2025-01-01}]'),
    ['overlap x-2001.yaml#/periods/0/to'],
  ],
  [
    'overlapping leaves, one open',
    more(OTTO, 'leaves: [{from: 2026-01-01}, {from: 2026-06-01, to: 2026-07-01}]'),
    ['overlap x-2001.yaml#/leaves/1'],
  ],
  ['a reversed leave', more(OTTO, 'leaves: [{from: 2026-02-01, to: 2026-01-01}]'), ['days-reversed x-2001.yaml#/leaves/0/to']],
  [
    'an assignment before the first day',
    more(OTTO, 'assignments: [{id: a1, from: 2024-12-31}]'),
    ['assignment-outside x-2001.yaml#/assignments/0'],
  ],
  [
    'an assignment past the last day',
    more(OTTO, 'assignments: [{id: a1, from: 2026-01-01, to: 2027-07-01}]'),
    ['assignment-outside x-2001.yaml#/assignments/0'],
  ],
  ['an open assignment of somebody who leaves', more(OTTO, 'assignments: [{id: a1, from: 2026-01-01}]'), []],
  [
    'an assignment in an earlier employment',
    more(OTTO, 'periods: [{from: 2020-01-01, to: 2020-06-30}]\nassignments: [{id: a1, from: 2020-02-01, to: 2020-03-01}]'),
    [],
  ],
  [
    'a reversed assignment and one id twice',
    more(OTTO, 'assignments: [{id: a1, from: 2026-02-01, to: 2026-01-01}, {id: a1, from: 2026-03-01}]'),
    ['days-reversed x-2001.yaml#/assignments/0/to', 'duplicate-id x-2001.yaml#/assignments/1/id'],
  ],
  ['an unknown zone', more(OTTO, 'timeZone: Europe/Stokholm'), ['unknown-time-zone x-2001.yaml#/timeZone']],
  [
    'an unknown zone of the organisation',
    edited(ORG, 'Europe/Stockholm', 'Europe/Atlantis'),
    ['unknown-time-zone organisation.yaml#/timeZone'],
  ],
  ['a known zone', more(OTTO, 'timeZone: America/Argentina/Buenos_Aires'), []],
  ['oneself as manager', more(LINA, 'manager: e-1012'), ['manager-of-oneself e-1012.yaml#/manager']],
  ['a circle of managers', more(LINA, 'manager: e-1042'), ['circle e-1012.yaml#/manager', 'circle e-1042.yaml#/manager']],
]);
