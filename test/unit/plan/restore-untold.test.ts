/** Undo of a run of which no reading has told everything yet. */
import { describe, expect, it } from 'vitest';
import type { VerifiedChange } from '../../../reconciler/model/memory.ts';
import { planUndo } from '../../../reconciler/plan/restore.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { account, done, idOf, line, makeInput, person, type World } from './world.ts';

const RUN = 'run-7';
const anna = person('e-1', { accounts: [line('ad', idOf('ad', 'e-1'))] });
const OFF = account(idOf('ad', 'e-1'), { enabled: false });

describe('undo of a run of which not everything is known', () => {
  const open = (kind: VerifiedChange['kind'], more: Partial<VerifiedChange> = {}) => {
    const change = {
      ...done(kind, { person: 'e-1', cause: 'spell:2027-01-02', at: '2027-01-03T01:00:00Z' as Instant, run: RUN }),
      ...more,
    };
    return { ...change, after: {}, done: change };
  };
  function named(openIntents: readonly object[], who: string | null = null, world: World = {}): string[] {
    const input = makeInput({ people: [anna], accounts: { ad: [OFF] }, ...world, memory: { openIntents: openIntents as never } });
    return planUndo(input, RUN, who as never).held.map((one) => `${one.by} ${one.change.kind} ${one.releasedBy}`);
  }

  it('names what that run announced and no reading tells of', () => {
    expect(named([open('disable'), open('groups')])).toEqual(['undone enable not-read', 'undone restore not-read']);
  });

  it.each<[string, Parameters<typeof named>]>([
    ['another run', [[open('disable', { run: 'run-8' })]]],
    ['another person than the one asked for', [[open('disable')], 'e-2']],
    ['a system that is no more', [[open('disable', { system: 'gone' as never })]]],
  ])('does not name what is of %s', (_, given) => {
    expect(named(...given)).toEqual([]);
  });
});
