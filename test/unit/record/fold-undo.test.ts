/** What the memory makes of a change that was undone. */
import { describe, expect, it } from 'vitest';
import { intent, outcome } from '../../fakes/journal.ts';
import { fold, run } from './fold-look.ts';

describe('an undo', () => {
  const did = (kind: string, account = 'id-e-1') => {
    const id = `${kind}/e-1/spell:2026-12-31/ad/${account}`;
    return [
      intent(run(4), 'e-1', { change: id as never, kind: kind as never, account }),
      outcome(run(4), 'e-1', { change: id, kind: kind as never, account }),
    ];
  };
  const undid = (kind: string, of = run(4)) => {
    const id = `${kind}/e-1/undo:${of}/ad/id-e-1`;
    const about = { change: id as never, kind: kind as never, cause: `undo:${of}` };
    return [intent(run(5), 'e-1', { ...about, class: 'enable' }), outcome(run(5), 'e-1', { change: id, kind: kind as never })];
  };

  it.each([
    ['enable', ['disable/e-1/spell:2026-12-31/ad/id-e-1', 'sessions/e-1/spell:2026-12-31/ad/id-e-1']],
    ['restore', ['groups/e-1/spell:2026-12-31/ad/id-e-1', 'licences/e-1/spell:2026-12-31/ad/id-e-1']],
  ])('%s marks what it put back, of that run, system and account', (kind, expected) => {
    const memory = fold(
      ...['disable', 'sessions', 'groups', 'licences'].flatMap((one) => did(one)),
      ...did('disable', 'id-other'),
      ...undid(kind),
    );

    expect([...memory.undone].sort()).toEqual(expected);
  });

  it('of another run marks nothing', () => {
    expect(fold(...did('disable'), ...undid('enable', run(3))).undone.size).toBe(0);
  });
});
