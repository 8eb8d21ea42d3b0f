/** Stories of leavings that do not go by the book: things of others, days that move, people who come back, devices that do not. */
import type { Edit, EditValue } from '../../reconciler/model/proposal.ts';
import { offboards } from './hardware.ts';
import { POLICIES, type StoryDevice } from './small-world.ts';
import { type Deed, edits, merges, type Story } from './tell.ts';

const PERSON = 'state/employees/e-1.yaml';
const PLAN = 'state/offboardings/e-1.yaml';
const LAST_DAY = '2027-01-15';
const RELEASE = `release/e-1-${LAST_DAY}`;

const set = (key: string, value: EditValue): Edit => ({ op: 'setKey', path: [], key, value });
const scalar = (value: string | null, ...path: readonly string[]): Edit => ({ op: 'setScalar', path, value });
const held = (id: string, fields: StoryDevice['fields'] = {}): StoryDevice => ({ id, holder: 'e-1', fields });

function device(on: string, says: string, about: { id: string; edits: readonly Edit[] }): Deed {
  return edits(on, says, { kind: 'device', path: `state/devices/${about.id}.yaml`, edits: about.edits });
}

function story(title: string, devices: readonly StoryDevice[], deeds: readonly Deed[], more: Partial<Story> = {}): Story {
  return { title, from: '2027-01-04', to: '2027-02-05', devices, deeds, ...more };
}

const back = (on: string, id: string): Deed => device(on, `IT has ${id} back.`, { id, edits: [set('returned', { on, condition: 'ok' })] });

/** A second person's last day, with no plan of their own. */
const chainEnd: Deed = {
  on: '2027-01-19',
  says: 'e-2, who has the laptop now, gives notice too: last day 29 January, to e-3.',
  does(company) {
    company.edit('employee', 'state/employees/e-2.yaml', [set('lastDay', '2027-01-29')]);
    const devices = { 'LT-1': { disposition: 'transfer', to: 'e-3' } };
    company.write('offboarding', 'state/offboardings/e-2.yaml', { employee: 'e-2', kind: 'planned', spell: '2027-01-29', devices });
  },
};

const extended: Deed = {
  on: '2027-01-15',
  says: 'After the pull request was opened, the last day moves to 29 January.',
  does(company) {
    company.edit('employee', PERSON, [scalar('2027-01-29', 'lastDay')]);
    company.edit('offboarding', PLAN, [scalar('2027-01-29', 'spell')]);
  },
};

const cancelled: Deed = {
  on: '2027-01-19',
  says: 'The leaving is called off after the merge: e-1 stays, and has the laptop again.',
  does(company) {
    company.edit('employee', PERSON, [{ op: 'deleteKey', path: [], key: 'lastDay' }]);
    company.files.delete(PLAN);
    company.edit('device', 'state/devices/LT-1.yaml', [
      scalar('in-use', 'status'),
      scalar('e-1', 'holder'),
      { op: 'deleteKey', path: [], key: 'awaitedFrom' },
      { op: 'deleteKey', path: [], key: 'awaitedSince' },
    ]);
  },
};

const rehired: Deed = {
  on: '2027-02-22',
  says: 'e-1 comes back on 1 March, under the same id, and is to have a laptop.',
  does(company) {
    company.edit('employee', PERSON, [
      set('periods', [{ from: '2020-01-07', to: LAST_DAY }]),
      scalar('2027-03-01', 'firstDay'),
      { op: 'deleteKey', path: [], key: 'lastDay' },
    ]);
    company.edit('device', 'state/devices/LT-1.yaml', [
      scalar('in-use', 'status'),
      scalar('e-1', 'holder'),
      set('received', '2027-02-22'),
      ...['returned', 'wiped'].map((key): Edit => ({ op: 'deleteKey', path: [], key })),
    ]);
  },
};

/** Policy lets releases merge themselves. */
const AUTO = { 'policies/devices.yaml': (POLICIES['policies/devices.yaml'] ?? '').replace('merge: review', 'merge: auto') };

const wipedAndMerged: readonly Deed[] = [
  merges('2027-01-18', RELEASE),
  back('2027-01-20', 'LT-1'),
  device('2027-01-20', 'IT wipes it.', { id: 'LT-1', edits: [set('wiped', { on: '2027-01-20', method: 'clear' })] }),
  merges('2027-01-21', `receive/e-1-${LAST_DAY}`),
];

const drop = (...keys: readonly string[]): Edit[] => keys.map((key) => ({ op: 'deleteKey', path: [], key }));

/** A laptop whose status goes on after it was checked in, and that is passed on by somebody who stays. */
const LIFE: readonly Deed[] = [
  offboards('2027-01-04', { 'LT-1': { disposition: 'release' } }),
  merges('2027-01-18', RELEASE),
  device('2027-01-19', 'IT has LT-1 back, and writes so in its file.', {
    id: 'LT-1',
    edits: [set('returned', { on: '2027-01-19', condition: 'ok' }), scalar('received', 'status')],
  }),
  device('2027-01-21', 'IT wipes it: it is ready.', {
    id: 'LT-1',
    edits: [
      set('wiped', { on: '2027-01-21', method: 'purge', certificate: 'W-1' }),
      scalar('available', 'status'),
      ...drop('awaitedFrom', 'awaitedSince'),
    ],
  }),
  device('2027-01-25', 'It goes to be repaired.', {
    id: 'LT-1',
    edits: [scalar('repair', 'status'), set('repair', { since: '2027-01-25' })],
  }),
  device('2027-01-27', 'It is back from repair, ready as it was before.', {
    id: 'LT-1',
    edits: [scalar('available', 'status'), ...drop('repair')],
  }),
  device('2027-01-29', 'e-2 gets it, and signs.', {
    id: 'LT-1',
    edits: [scalar('in-use', 'status'), scalar('e-2', 'holder'), set('received', '2027-01-29'), ...drop('returned', 'wiped')],
  }),
  device('2027-02-02', 'e-2 passes it on to e-3, who signs; both stay.', {
    id: 'LT-1',
    edits: [scalar('e-3', 'holder'), scalar('2027-02-02', 'received')],
  }),
];

/** Stories by the name of their golden. */
export const LEAVINGS: readonly (readonly [name: string, Story])[] = [
  ['status-followed', story('A laptop lives on after its holder has left', [held('LT-1')], LIFE)],
  [
    'things-of-others',
    story(
      'A client’s laptop, a card, and a phone of one’s own',
      [
        held('CL-1', { ownership: 'third-party', owner: 'kund-ett' }),
        held('C-1', { type: 'smartcard' }),
        held('PH-1', { type: 'phone', ownership: 'personal' }),
      ],
      [offboards('2027-01-04', { 'PH-1': { disposition: 'keep' } }), merges('2027-01-18', RELEASE), back('2027-01-19', 'CL-1')],
    ),
  ],
  [
    'no-e-mail',
    story(
      'A phone that is bought, and no e-mail about it: it was agreed',
      [held('PH-1', { type: 'phone' })],
      [
        offboards(
          '2027-01-04',
          {
            'PH-1': {
              disposition: 'buyout',
              offer: { price: '900.00 SEK', vat: 'included', answerBy: '2027-01-11', answer: 'yes', else: 'release' },
              settle: 'invoice',
            },
          },
          { notify: { buyoutQuestion: false, because: 'agreed' } },
        ),
      ],
    ),
  ],
  [
    'merges-itself',
    story(
      'A laptop and a phone whose release merges itself, because the plan approves all of it',
      [held('LT-1'), held('PH-1', { type: 'phone' })],
      [offboards('2027-01-04', { 'LT-1': { disposition: 'release' }, 'PH-1': { disposition: 'release' } }), back('2027-01-20', 'LT-1')],
      { to: '2027-01-22', files: AUTO },
    ),
  ],
  [
    'merges-itself-transfer',
    story(
      'A laptop that goes to a colleague of the unit, approved by the plan: it merges itself, and the colleague is asked to sign',
      [held('LT-1')],
      [
        offboards('2027-01-04', { 'LT-1': { disposition: 'transfer', to: 'e-2' } }),
        edits('2027-01-19', 'e-2 signs for it.', {
          kind: 'device',
          path: 'state/devices/LT-1.yaml',
          edits: [{ op: 'setKey', path: [], key: 'received', value: '2027-01-19' }],
        }),
      ],
      { to: '2027-01-22', files: AUTO },
    ),
  ],
  [
    'merges-itself-not',
    story(
      'The same with a phone that the plan does not name: a person merges it',
      [held('LT-1'), held('PH-1', { type: 'phone' })],
      [offboards('2027-01-04', { 'LT-1': { disposition: 'release' } }), merges('2027-01-20', RELEASE)],
      { to: '2027-01-22', files: AUTO },
    ),
  ],
  ['undecided', story('A laptop on which nobody decides', [held('LT-1')], [offboards('2027-01-04', {})])],
  [
    'lost-before',
    story(
      'A phone that was lost before the last day',
      [held('PH-1', { type: 'phone', status: 'lost', lost: { on: '2026-12-23', locked: '2026-12-23' } })],
      [offboards('2027-01-04', {}), merges('2027-01-18', RELEASE)],
    ),
  ],
  [
    'late-return',
    story(
      'A laptop that comes back late',
      [held('LT-1')],
      [offboards('2027-01-04', {}), merges('2027-01-18', RELEASE), back('2027-02-10', 'LT-1')],
      { to: '2027-02-15' },
    ),
  ],
  [
    'transfer-chain',
    story(
      'A laptop goes to a colleague, who leaves too',
      [held('LT-1')],
      [
        offboards('2027-01-04', { 'LT-1': { disposition: 'transfer', to: 'e-2' } }),
        merges('2027-01-18', RELEASE),
        chainEnd,
        merges('2027-02-01', 'release/e-2-2027-01-29'),
        edits('2027-02-03', 'e-3 signs for it.', {
          kind: 'device',
          path: 'state/devices/LT-1.yaml',
          edits: [{ op: 'setKey', path: [], key: 'received', value: '2027-02-03' }],
        }),
      ],
    ),
  ],
  ['same-day-without-devices', story('Somebody leaves on the day it is entered, and holds nothing', [], [offboards(LAST_DAY, {})])],
  [
    'fourteen-devices',
    story(
      'A leaver with fourteen devices',
      Array.from({ length: 14 }, (_, index) => held(`LT-${index + 1}`, { type: index < 7 ? 'laptop' : 'tablet' })),
      [offboards('2027-01-04', {}), merges('2027-01-18', RELEASE)],
      { to: '2027-01-20' },
    ),
  ],
  [
    'extension',
    story(
      'The last day moves after the pull request was opened',
      [held('LT-1')],
      [offboards('2027-01-04', { 'LT-1': { disposition: 'release' } }), extended],
    ),
  ],
  [
    'cancellation',
    story(
      'The leaving is called off after the merge',
      [held('LT-1')],
      [offboards('2027-01-04', { 'LT-1': { disposition: 'release' } }), merges('2027-01-18', RELEASE), cancelled],
    ),
  ],
  [
    'rehire',
    story(
      'Somebody leaves, and comes back',
      [held('LT-1')],
      [
        offboards('2027-01-04', { 'LT-1': { disposition: 'release' } }),
        ...wipedAndMerged,
        merges('2027-01-25', `close/e-1-${LAST_DAY}`),
        rehired,
      ],
      { to: '2027-03-05' },
    ),
  ],
];
