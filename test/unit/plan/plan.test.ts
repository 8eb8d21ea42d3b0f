import { describe, expect, it } from 'vitest';
import { plan } from '../../../reconciler/plan/plan.ts';
import { at, brief, briefHeld, makeInput, NIGHT, person, published, system } from './world.ts';

const WEEK_AGO = '2026-12-27T01:00:00Z' as typeof NIGHT;
const leaver = person('e-1', { lastDay: '2027-01-03' });
const known = published({ person: 'e-1', cause: 'spell:2027-01-03', cutOff: at('2027-01-03'), since: WEEK_AGO });

describe('a simple night', () => {
  it('ends sign-in and sessions of somebody whose cut-off has passed', () => {
    const input = makeInput({ people: [leaver, person('e-2')], memory: { published: known } });

    const made = plan(input);

    expect(brief(made.changes)).toEqual(['disable e-1 ad', 'sessions e-1 ad']);
    expect(made.held).toEqual([]);
    expect(made.forecast).toEqual([{ person: 'e-1', cause: 'spell:2027-01-03', cutOff: at('2027-01-03'), systems: ['ad'] }]);
  });

  it('holds what stands in an observed system', () => {
    const input = makeInput({ people: [leaver], systems: [system('ad', { mode: 'observe' })], memory: { published: known } });

    const made = plan(input);

    expect(made.changes).toEqual([]);
    expect(briefHeld(made.held)).toEqual(['observe disable e-1 ad', 'after:disable/e-1/spell:2027-01-03/ad/ad-e-1 sessions e-1 ad']);
  });
});
