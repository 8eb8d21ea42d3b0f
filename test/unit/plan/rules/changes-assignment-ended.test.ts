import { describe, expect, it } from 'vitest';
import { plan } from '../../../../reconciler/plan/plan.ts';
import { account, brief, done, idOf, line, makeInput, person, published, verified, type World } from '../world.ts';

const ENDED = { id: 'a1', client: 'kund-ett', from: '2026-02-01', to: '2027-01-03', grants: { ad: ['kund1-vpn', 'bygg'] } };
const OPEN = { id: 'a2', client: 'kund-tva', from: '2026-02-01', grants: { ad: ['bygg'] } };
const CAUSE = 'assignment:a1:2027-01-03';

function staffed(assignments: readonly object[] = [ENDED], grants: readonly string[] = ['sales']) {
  return person('e-4', { accounts: [line('ad', idOf('ad', 'e-4'), { grants: [...grants] })], assignments: assignments as never });
}

function changesOf(world: World) {
  const accounts = { ad: [account(idOf('ad', 'e-4'), { groups: ['sales', 'kund1-vpn', 'bygg'] })] };
  return plan(makeInput({ people: [staffed()], accounts, ...world })).changes;
}

describe('an assignment that is over', () => {
  it('loses its grants, and nothing else', () => {
    expect(changesOf({})).toMatchObject([
      {
        id: `groups/e-4/${CAUSE}/ad/ad-e-4`,
        class: 'surprise',
        before: { groups: ['bygg', 'kund1-vpn', 'sales'] },
        after: { groups: ['sales'] },
        because: { rule: 'assignment-ended', file: 'state/employees/e-4.yaml', pointer: '/assignments/0/to' },
        spell: null,
        due: '2027-01-03T23:00:00Z',
        late: 0,
      },
    ]);
  });

  it('keeps what another assignment, or the line itself, still gives', () => {
    expect(changesOf({ people: [staffed([ENDED, OPEN])] })[0]?.after).toEqual({ groups: ['bygg', 'sales'] });
    expect(changesOf({ people: [staffed([ENDED], ['sales', 'kund1-vpn', 'bygg'])] })).toEqual([]);
  });

  it('keeps nothing for assignments that give nothing here, or are yet to come', () => {
    const others = [
      { id: 'a3', from: '2026-01-01' },
      { ...OPEN, grants: { m365: ['bygg'] } },
      { ...OPEN, from: '2027-02-01' },
    ];

    expect(changesOf({ people: [staffed([ENDED, ...others])] })[0]?.after).toEqual({ groups: ['sales'] });
  });

  it.each<[string, World]>([
    ['it is the last day', { people: [staffed([{ ...ENDED, to: '2027-01-04' }])] }],
    ['it gives nothing in the system', { people: [staffed([{ ...ENDED, grants: { m365: ['x'] } }])] }],
    ['the groups are gone', { accounts: { ad: [account(idOf('ad', 'e-4'), { groups: ['sales'] })] } }],
    [
      'it was done',
      { memory: { verified: verified(done('groups', { person: 'e-4', cause: CAUSE, at: '2027-01-04T00:00:00Z' as never })) } },
    ],
    ['the system is not there', { systems: [] }],
  ])('changes nothing when %s', (_, world) => {
    expect(changesOf(world)).toEqual([]);
  });

  it('has its class from its day, as a last day has', () => {
    const known = published({
      person: 'e-4',
      cause: CAUSE,
      cutOff: '2027-01-03T23:00:00Z' as never,
      since: '2026-12-01T00:00:00Z' as never,
    });

    expect(changesOf({ memory: { published: known } }).map((one) => one.class)).toEqual(['known']);
  });

  it('that ends together with the ladder leaves the groups to one of them', () => {
    const people = [person('e-4', { lastDay: '2026-12-20', assignments: [ENDED] })];
    const of = { person: 'e-4', cause: 'spell:2026-12-20', at: '2026-12-21T01:00:00Z' as never };
    const accounts = { ad: [account(idOf('ad', 'e-4'), { enabled: false, groups: ['sales', 'kund1-vpn'] })] };

    const changes = changesOf({ people, accounts, memory: { verified: verified(done('disable', of), done('sessions', of)) } });

    expect(changes.map((one) => one.id)).toEqual(['groups/e-4/spell:2026-12-20/ad/ad-e-4']);
  });

  it('waits under a hold', () => {
    const holds = [{ id: 'm-7', subject: { employee: 'e-4' }, matter: 'M-7', from: '2026-12-01' }];

    expect(brief(changesOf({ holds }))).toEqual([]);
  });
});
