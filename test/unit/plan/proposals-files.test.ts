/** Ids, days from a source, the pin of the journal; all proposals together. */
import { describe, expect, it } from 'vitest';
import { device, plan, proposalsOf, unpinned } from './findings/look.ts';
import { expectTexts, LAST, remarks, the } from './proposals-look.ts';
import { account, COMMIT, line, person, system, type World } from './world.ts';

describe('ids', () => {
  const nameless = (id: string) => person(id, { accounts: [line('m365', `m-${id}`), line('ad', null, { login: `secret.${id}` })] });
  const accounts = {
    ad: ['e-2', 'e-1'].map((id) => account(`ad-${id}`, { login: `secret.${id}` })),
    m365: ['e-2', 'e-1'].map((id) => account(`m-${id}`)),
  };
  const systems = [system('ad'), system('m365')];

  it('records the ids of accounts found by name, one proposal per system', () => {
    const found = proposalsOf({ people: [nameless('e-2'), nameless('e-1')], systems, accounts });

    expect(found.map((one) => one.key)).toEqual(['ids/ad']);
    expect(found[0]?.files).toEqual([
      { file: 'state/employees/e-1.yaml', edits: [{ op: 'setKey', path: ['accounts', 1], key: 'id', value: 'ad-e-1' }] },
      { file: 'state/employees/e-2.yaml', edits: [{ op: 'setKey', path: ['accounts', 1], key: 'id', value: 'ad-e-2' }] },
    ]);
    expect(found[0]?.lines.map((one) => one.values)).toEqual([
      { employee: 'e-1', system: 'ad', account: 'ad-e-1' },
      { employee: 'e-2', system: 'ad', account: 'ad-e-2' },
    ]);
    expect(JSON.stringify(found)).not.toContain('secret.');
  });

  it('two accounts of one person stand in the order of the file', () => {
    const two = person('e-1', { accounts: [line('ad', null, { login: 'b' }), line('ad', null, { login: 'a' })] });

    const found = proposalsOf({ people: [two], accounts: { ad: [account('1', { login: 'a' }), account('2', { login: 'b' })] } });

    expect(found[0]?.files[0]?.edits).toMatchObject([{ value: '2' }, { value: '1' }]);
  });

  it('nothing from the wrong tenant, nothing for a broken file', () => {
    const doubts = [{ attribute: 'all', code: 'wrong-tenant', message: 'no' }] as const;

    expect(proposalsOf({ people: [nameless('e-1')], systems, accounts, snapshots: { ad: { doubts } } })).toEqual([]);
    expect(proposalsOf({ people: [nameless('e-1')], systems, accounts, broken: { 'e-1': 'state/employees/e-1.yaml' } })).toEqual([]);
  });
});

describe('source', () => {
  const hr = (firstDay: string | null, lastDay: string | null): World => ({
    systems: [system('hr', { holds: ['people'], lag: 'PT48H' })],
    snapshots: { hr: { people: [{ id: '1', login: null, firstDay, lastDay, unit: null } as never] } },
  });
  const known = (extra = {}) => person('e-1', { source: { system: 'hr', id: '1' }, accounts: [], ...extra });

  it('sets a last day the files lack', () => {
    const proposal = the(
      { ...hr(null, '2027-03-31'), people: [known({ reviewBy: '2027-06-30', lastWorkingDay: '2027-04-15' })] },
      'source/e-1-2027-03-31',
    );

    expectTexts(proposal);
    expect(proposal.files).toEqual([
      {
        file: 'state/employees/e-1.yaml',
        edits: [
          { op: 'setKey', path: [], key: 'lastDay', value: '2027-03-31' },
          { op: 'deleteKey', path: [], key: 'reviewBy' },
          { op: 'deleteKey', path: [], key: 'lastWorkingDay' },
        ],
      },
    ]);
    expect(proposal.lines[0]).toMatchObject({ text: 'source-date', values: { field: 'lastDay', from: '', to: '2027-03-31' }, remarks: [] });
  });

  it('moves a last day and its plan', () => {
    const world: World = {
      ...hr('2019-01-01', '2027-05-31'),
      people: [known({ lastDay: '2027-06-30', lastWorkingDay: '2027-05-15' })],
      offboardings: [plan('e-1', '2027-06-30', { silent: true, ends: { access: '2027-06-15' } })],
    };

    const proposal = the(world, 'source/e-1-2027-05-31');

    expectTexts(proposal);
    expect(proposal.silent).toBe(true);
    expect(proposal.files).toEqual([
      {
        file: 'state/employees/e-1.yaml',
        edits: [
          { op: 'setScalar', path: ['firstDay'], value: '2019-01-01' },
          { op: 'setScalar', path: ['lastDay'], value: '2027-05-31' },
        ],
      },
      { file: 'state/offboardings/e-1.yaml', edits: [{ op: 'setScalar', path: ['spell'], value: '2027-05-31' }] },
    ]);
    expect(proposal.lines.map((one) => one.remarks.map(({ text }) => text))).toEqual([[], ['moves-plan', 'ends-after']]);
  });

  it('access that ends before the new last day is fine', () => {
    const world: World = {
      ...hr(null, '2027-05-31'),
      people: [known({ lastDay: '2027-06-30' })],
      offboardings: [plan('e-1', '2027-06-30', { ends: { access: '2027-05-15' } })],
    };

    expect(remarks(the(world, 'source/e-1-2027-05-31'))).toEqual(['moves-plan']);
  });

  it('sets a first day alone', () => {
    const proposal = the({ ...hr('2019-01-01', null), people: [known()] }, 'source/e-1-2019-01-01');

    expect(proposal.files[0]?.edits).toEqual([{ op: 'setScalar', path: ['firstDay'], value: '2019-01-01' }]);
  });
});

describe('pin', () => {
  it('is proposed until the file names the first commit of the journal', () => {
    const [proposal] = unpinned({});

    expect(unpinned({}).map((one) => one.key)).toEqual(['pin/journal']);
    expect(proposal?.files).toEqual([
      { file: 'state/organisation.yaml', edits: [{ op: 'setKey', path: [], key: 'journal', value: { genesis: COMMIT } }] },
    ]);
  });

  it('is not when it is named, or there is no journal yet', () => {
    expect(unpinned({ organisation: { journal: { genesis: COMMIT } } })).toEqual([]);
    expect(unpinned({ memory: { genesis: null } })).toEqual([]);
  });
});

describe('all proposals', () => {
  const two: World = {
    people: [person('e-1', { lastDay: LAST }), person('e-2', { lastDay: LAST })],
    devices: [device('LT-1', 'e-1'), device('LT-2', 'e-2')],
  };

  it('come by key', () => {
    expect(proposalsOf(two).map((one) => one.key)).toEqual([`release/e-1-${LAST}`, `release/e-2-${LAST}`]);
  });

  it('leave people with a broken file alone', () => {
    expect(proposalsOf({ ...two, broken: { 'e-1': 'state/employees/e-1.yaml' } }).map((one) => one.person)).toEqual(['e-2']);
  });

  it('are of one person when asked so', () => {
    expect(proposalsOf({ ...two, only: 'e-2' }).map((one) => one.person)).toEqual(['e-2']);
  });
});
