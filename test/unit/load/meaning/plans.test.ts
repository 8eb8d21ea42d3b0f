/** Plans, offers, and who holds the device of a plan. */

import { edited, WORLD } from '../world.ts';
import { ANNA, LAPTOP, more, ORG, PHONE, PLAN, TASKS, table } from './table.ts';

const ACCESS = 'policies/access.yaml';

/** The plan with somebody who is to read the mailbox. */
function reading() {
  return edited(PLAN, 'successor: e-1012', 'accounts: {m365: {mailbox: {until: 2027-01-31, delegate: e-1012}}}');
}

table('plans', [
  ['open, but no last day', edited(ANNA, 'lastDay: 2026-12-31\n', ''), ['plan-without-last-day e-1042.yaml#/spell']],
  ['of another spell', edited(ANNA, 'lastDay: 2026-12-31', 'lastDay: 2027-01-31'), ['plan-of-other-spell e-1042.yaml#/spell']],
  [
    'of an earlier period',
    { ...edited(ANNA, 'firstDay: 2021-03-01\nlastDay: 2026-12-31', 'firstDay: 2027-02-01\nperiods: [{from: 2021-03-01, to: 2026-12-31}]') },
    [],
  ],
  ['closed', { ...edited(ANNA, 'lastDay: 2026-12-31\n', ''), ...more(PLAN, 'closed: 2027-02-15') }, []],
  [
    'two open',
    { 'state/offboardings/e-1042.2.yaml': 'employee: e-1042\nkind: planned\nspell: 2026-12-31\n' },
    ['two-open-plans e-1042.yaml'],
  ],
  [
    'a second leaving',
    {
      'state/offboardings/e-1042.2.yaml': 'employee: e-1042\nkind: planned\nspell: 2026-12-31\n',
      ...edited(PLAN, 'spell: 2026-12-31', 'spell: 2019-12-31\nclosed: 2020-02-15'),
    },
    [],
  ],
  [
    'access after the last day',
    edited(PLAN, 'access: 2026-12-30', 'access: 2027-01-01'),
    ['access-after-last-day e-1042.yaml#/ends/access'],
  ],
  ['access on the last day', edited(PLAN, 'access: 2026-12-30', 'access: 2026-12-31'), []],
  ['access after the last working day', more(ANNA, 'lastWorkingDay: 2026-12-18'), ['access-after-last-day e-1042.yaml#/ends/access']],
  ['notice after the last day', more(PLAN, 'noticeGiven: 2027-01-01'), ['days-reversed e-1042.yaml#/noticeGiven']],
  [
    'the leaver as successor, in handover, files and mailbox',
    {
      ...edited(
        PLAN,
        'successor: e-1012',
        'successor: e-1042\nhandover: [{what: x, to: e-1042}]\naccounts: {m365: {files: {to: e-1042}, mailbox: {until: 2027-01-31, delegate: e-1042}}}',
      ),
    },
    [
      'to-the-same-person e-1042.yaml#/successor',
      'to-the-same-person e-1042.yaml#/handover/0/to',
      'to-the-same-person e-1042.yaml#/accounts/m365/files/to',
      'to-the-same-person e-1042.yaml#/accounts/m365/mailbox/delegate',
      'delegate-not-allowed e-1042.yaml#/accounts/m365/mailbox/delegate',
    ],
  ],
  ['a reader of the mailbox where nobody may', reading(), ['delegate-not-allowed e-1042.yaml#/accounts/m365/mailbox/delegate']],
  ['none', edited(PLAN, 'successor: e-1012', 'accounts: {m365: {mailbox: {until: 2027-01-31}, files: {to: e-1012}}}'), []],
  ['one where everybody lets somebody', { ...reading(), [ACCESS]: 'mailbox: {delegate: allowed}\n' }, []],
  ['one with consent in the country', { ...reading(), [ACCESS]: 'mailboxByCountry: {SE: {delegate: with-consent}}\n' }, []],
  ['one in Finland', { ...reading(), ...edited(ORG, 'country: SE', 'country: FI') }, []],
  [
    'one where another word of the country is another',
    {
      ...reading(),
      ...edited(ORG, 'country: SE', 'country: NO'),
      [ACCESS]: 'mailbox: {delegate: allowed}\nmailboxByCountry: {NO: {autoReply: false}}\n',
    },
    ['delegate-not-allowed e-1042.yaml#/accounts/m365/mailbox/delegate'],
  ],
  ['one of a plan that is closed', { ...reading(), [PLAN]: `${reading()[PLAN]}closed: 2027-02-15\n` }, []],
  ['a task that there is not', edited(PLAN, 'exit-talk: {done', 'exit-tlak: {done'), ['unknown-task e-1042.yaml#/tasks/exit-tlak']],
  [
    'a task done and skipped',
    edited(PLAN, 'done: 2026-12-10', 'done: 2026-12-10, skipped: no'),
    ['exactly-one e-1042.yaml#/tasks/exit-talk'],
  ],
  [
    'templates twice and in a circle',
    {
      [TASKS]:
        'tasks:\n  - {id: a, title: {en: A}, assignee: manager, due: lastDay, after: [b]}\n  - {id: b, title: {en: B}, assignee: manager, due: lastDay, after: [a]}\n  - {id: b, title: {en: C}, assignee: manager, due: lastDay, after: [a]}\n  - {id: exit-talk, title: {en: D}, assignee: manager, due: lastDay}\n',
    },
    [
      'circle offboarding.yaml#/tasks/0/after',
      'circle offboarding.yaml#/tasks/1/after',
      'duplicate-id offboarding.yaml#/tasks/2/id',
      'circle offboarding.yaml#/tasks/2/after',
    ],
  ],
]);

table('who holds the device of a plan', [
  ['somebody else', edited(PHONE, 'holder: e-1042', 'holder: e-1012'), ['device-not-held e-1042.yaml#/devices/PH-0101']],
  [
    'somebody else since after the last day',
    { [PHONE]: `${WORLD[PHONE]?.replace('holder: e-1042', 'holder: e-1012')}received: 2027-01-15\n` },
    [],
  ],
  [
    'somebody else since before',
    { [PHONE]: `${WORLD[PHONE]?.replace('holder: e-1042', 'holder: e-1012')}received: 2026-01-15\n` },
    ['device-not-held e-1042.yaml#/devices/PH-0101'],
  ],
  [
    'nobody, awaited from the leaver',
    { [PHONE]: `id: PH-0101\ntype: phone\nownership: owned\nstatus: awaited\nholder: null\nawaitedFrom: e-1042\n` },
    [],
  ],
  [
    'nobody, awaited from somebody else',
    { [PHONE]: `id: PH-0101\ntype: phone\nownership: owned\nstatus: awaited\nholder: null\nawaitedFrom: e-1012\n` },
    ['device-not-held e-1042.yaml#/devices/PH-0101'],
  ],
  ['nobody, available', { [PHONE]: `id: PH-0101\ntype: phone\nownership: owned\nstatus: available\nholder: null\n` }, []],
  [
    'whom it was transferred to',
    {
      ...edited(LAPTOP, 'holder: e-1042', 'holder: e-1012'),
      ...edited(PLAN, '{disposition: release}', '{disposition: transfer, to: e-1012}'),
    },
    [],
  ],
  [
    'somebody else, but the plan is closed',
    { ...edited(PHONE, 'holder: e-1042', 'holder: e-1012'), ...more(PLAN, 'closed: 2027-02-15') },
    [],
  ],
]);

table('offers', [
  [
    'answer due before it was sent',
    edited(PLAN, 'answerBy: 2026-12-15', 'sent: 2026-12-16, answerBy: 2026-12-15'),
    ['days-reversed e-1042.yaml#/devices/PH-0101/offer/answerBy', 'days-reversed e-1042.yaml#/devices/PH-0101/offer/answered'],
  ],
  ['a day without an answer', edited(PLAN, 'answer: yes, ', ''), ['answer-missing e-1042.yaml#/devices/PH-0101/offer/answered']],
  [
    'an answer too late',
    edited(PLAN, 'answered: 2026-12-12', 'answered: 2026-12-16'),
    ['answer-late e-1042.yaml#/devices/PH-0101/offer/answered'],
  ],
  [
    'deducted without consent',
    edited(PLAN, '    consent: {on: 2026-12-10, ref: HR-88}\n', ''),
    ['consent-missing e-1042.yaml#/devices/PH-0101/settle'],
  ],
]);
