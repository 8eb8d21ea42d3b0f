/** What a release says of devices that are lost, and of questions that nobody was asked. */
import { describe, expect, it } from 'vitest';
import { device, plan, proposalsOf } from './findings/look.ts';
import { expectTexts, LAST, left, remarks, the } from './proposals-look.ts';

const RELEASE = `release/e-1-${LAST}`;

describe('a lost device', () => {
  it('leaves a lost loaner in its pool', () => {
    const world = {
      people: [left()],
      devices: [
        device('LT-8', 'e-1', { status: 'repair', repair: { since: '2026-12-20', loaner: 'LT-90' } }),
        device('LT-90', { pool: 'syd' } as never),
      ],
      offboardings: [plan('e-1', LAST, { devices: { 'LT-90': { disposition: 'lost' } } })],
    };

    expect(the(world, RELEASE).files[0]?.edits).toEqual([
      { op: 'setScalar', path: ['status'], value: 'lost' },
      { op: 'setKey', path: [], key: 'awaitedFrom', value: 'e-1' },
    ]);
  });

  it.each([
    ['still', 'e-1', true],
    ['no longer', null, false],
  ] as const)(
    'takes a lost device that %s stands under its holder out of their name, whatever the plan says of it',
    (_what, holder, isIn) => {
      const world = {
        people: [left()],
        devices: [device('PH-1', holder, { type: 'phone', status: 'lost' })],
        offboardings: [plan('e-1', LAST, { devices: { 'PH-1': { disposition: 'release' } } })],
      };

      const [proposal] = proposalsOf(world).filter((one) => one.purpose === 'release');

      expect([proposal?.lines[0]?.text, proposal?.files[0]?.edits]).toEqual(
        isIn
          ? [
              'lost',
              [
                { op: 'setScalar', path: ['holder'], value: null },
                { op: 'setKey', path: [], key: 'awaitedFrom', value: 'e-1' },
              ],
            ]
          : [undefined, undefined],
      );
    },
  );

  it('is not called undecided', () => {
    const lost = device('PH-1', 'e-1', { type: 'phone', status: 'lost' });

    expect(remarks(the({ people: [left()], devices: [lost] }, RELEASE))).not.toContain('by-policy');
  });
});

describe('a question that is not asked', () => {
  const silent = (because?: 'agreed' | 'elsewhere') => [
    plan('e-1', LAST, { notify: { buyoutQuestion: false, ...(because === undefined ? {} : { because }) } }),
  ];

  it.each([
    ['not-asked', undefined],
    ['not-asked-agreed', 'agreed'],
    ['not-asked-elsewhere', 'elsewhere'],
  ] as const)('is said as %s', (remark, because) => {
    const proposal = the({ people: [left()], devices: [device('LT-1', 'e-1')], offboardings: silent(because) }, RELEASE);

    expectTexts(proposal);
    expect(remarks(proposal)).toContain(remark);
  });

  const asked = [plan('e-1', LAST, { notify: { buyoutQuestion: true } })];
  const repair = device('LT-8', 'e-1', { status: 'repair', repair: { since: '2026-12-20', loaner: 'LT-1' } });
  it.each([
    ['the question is asked', [device('LT-1', 'e-1')], asked],
    ['it belongs to somebody else', [device('LT-1', 'e-1', { ownership: 'third-party', owner: 'kund' })], silent()],
    ['it is a loaner', [device('LT-1', 'e-1'), repair], silent()],
    ['it is a loaner of a pool', [device('LT-1', { pool: 'syd' } as never), repair], silent()],
  ])('is not spoken of where %s', (_why, devices, offboardings) => {
    const said = remarks(the({ people: [left()], devices, offboardings }, RELEASE), 'LT-1');

    expect(said.filter((one) => one.startsWith('not-asked'))).toEqual([]);
  });
});
