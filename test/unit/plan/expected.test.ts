import { describe, expect, it } from 'vitest';
import { assignmentGrants } from '../../../reconciler/plan/expected.ts';
import type { Day, SystemId } from '../../../schemas/primitives.ts';
import { person } from './world.ts';

const AD = 'ad' as SystemId;
const day = (text: string) => text as Day;
const consultant = person('e-1', {
  assignments: [
    { id: 'a1', client: 'ett', from: '2026-02-01', to: '2026-12-31', grants: { ad: ['ett-vpn'] } },
    { id: 'a2', client: 'tva', from: '2026-06-01', grants: { ad: ['tva-vpn'], m365: ['tva'] } },
    { id: 'a3', client: 'tre', from: '2026-01-01' },
  ],
});

describe('groups that assignments give', () => {
  it.each<[string, string | null, string[]]>([
    ['before any of them', '2026-01-31', []],
    ['on the first day', '2026-02-01', ['ett-vpn']],
    ['while two run', '2026-12-31', ['ett-vpn', 'tva-vpn']],
    ['after the one that ends', '2027-01-01', ['tva-vpn']],
    ['of all, whenever they run', null, ['ett-vpn', 'tva-vpn']],
  ])('%s', (_name, on, expected) => {
    expect(assignmentGrants(consultant, AD, on === null ? null : day(on))).toEqual(expected);
  });

  it('are none in a system that no assignment names, and for somebody without assignments', () => {
    expect(assignmentGrants(consultant, 'crm' as SystemId, null)).toEqual([]);
    expect(assignmentGrants(person('e-2'), AD, day('2026-06-01'))).toEqual([]);
  });
});
