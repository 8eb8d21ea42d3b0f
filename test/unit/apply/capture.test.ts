/** What is captured of an account before a change, and what of it only a key opens. */
import { describe, expect, it } from 'vitest';
import { captureOf } from '../../../reconciler/apply/capture.ts';
import type { VerifiedChange } from '../../../reconciler/model/memory.ts';
import type { Account, HeldLicence } from '../../../reconciler/model/observed.ts';
import { makeSealer } from '../../../reconciler/record/capture.ts';
import { openCapture } from '../../../reconciler/run/undoing.ts';
import type { Entitlement, Instant } from '../../../schemas/primitives.ts';

const sealer = makeSealer(() => new Uint8Array(32).fill(7));
const ground = { declared: new Set(['E3'] as unknown as Entitlement[]), sealer, at: '2027-01-03T01:00:00Z' as Instant, withPlace: false };

function holding(...licences: readonly (readonly [id: string, switchedOff?: readonly string[] | null])[]): { account: Account } {
  const held = licences.map(([id, switchedOff]) => ({
    id,
    viaGroup: null,
    assignedOn: null,
    ...(switchedOff === undefined ? {} : { switchedOff }),
  }));
  return { account: { enabled: true, groups: [], licences: held as unknown as readonly HeldLicence[] } as unknown as Account };
}

/** What a later run knows of the capture. */
function recalled(target: ReturnType<typeof holding>): VerifiedChange['before'] {
  const { open, sealed } = captureOf(target, ground);
  return openCapture({ before: open, sealed } as unknown as VerifiedChange, sealer).before;
}

describe('parts of seats that were switched off', () => {
  it('stand in the open with seats that the files declare, and are sealed with others', () => {
    const target = holding(['E3', ['plan-2', 'plan-1']], ['VISIO', ['plan-3']]);

    expect(captureOf(target, ground).open).toEqual({
      enabled: true,
      groups: [],
      licences: ['E3'],
      switchedOff: { E3: ['plan-1', 'plan-2'] },
    });
    expect(recalled(target)).toMatchObject({
      licences: ['E3', 'VISIO'],
      switchedOff: { E3: ['plan-1', 'plan-2'], VISIO: ['plan-3'] },
    });
  });

  it.each([
    ['none is off', holding(['E3']), undefined],
    ['only that of another is off', holding(['E3'], ['VISIO', ['plan-3']]), { VISIO: ['plan-3'] }],
    ['it is not told', holding(['E3', null]), { E3: null }],
  ])('are as they were where %s', (_, target, expected) => {
    expect(recalled(target)?.['switchedOff']).toEqual(expected);
  });

  it('of seats through a group are none of a capture', () => {
    const target = holding();
    const licences = [{ id: 'E3', viaGroup: 'g', assignedOn: null, switchedOff: ['plan-1'] }] as unknown as readonly HeldLicence[];

    expect(captureOf({ account: { ...target.account, licences } }, ground).open).toEqual({ enabled: true, groups: [], licences: [] });
  });
});
