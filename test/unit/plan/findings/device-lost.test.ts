/** Lost devices: what is still to be done, and when nothing more is said. */
import { describe, expect, it } from 'vitest';
import { person } from '../world.ts';
import { device, one, only } from './look.ts';

describe('device-lost', () => {
  it.each([
    [undefined, 'open', 'lock, assess, police', ''],
    [{ on: '2026-12-23' }, 'open', 'lock, assess, police', '2026-12-26'],
    [{ on: '2026-12-23', locked: '2026-12-23' }, 'open', 'assess, police', '2026-12-26'],
    [{ on: '2026-12-23', police: 'K-1' }, 'open', 'lock, assess', '2026-12-26'],
    [{ on: '2026-12-23', locked: '2026-12-23', assessed: '2026-12-24' }, 'done', 'police', '2026-12-26'],
  ])('with %o', (lost, variant, open, assessBy) => {
    const devices = [device('PH-1', null, { type: 'phone', status: 'lost', ...(lost === undefined ? {} : { lost }) })];

    expect(one('device-lost', { devices }).values).toMatchObject({ variant, open, assessBy, employee: '' });
  });
});

it.each([
  ['nothing', null, []],
  ['that all is done', 'e-1', ['done']],
] as const)('of a lost device of which all that must be done is done, %s is said when its holder is %s', (_what, holder, variants) => {
  const lost = { on: '2026-12-23', locked: '2026-12-23', assessed: '2026-12-24', police: 'K-1' };
  const found = only('device-lost', {
    people: [person('e-1')],
    devices: [device('PH-1', holder, { type: 'phone', status: 'lost', lost })],
  });

  expect(found.map(({ values }) => values['variant'])).toEqual(variants);
});
