/** Days and people on which a source and the files do not agree. */
import { describe, expect, it } from 'vitest';
import type { Day } from '../../../../schemas/primitives.ts';
import { at, done, person, published, system, verified, type World } from '../world.ts';
import { one, only } from './look.ts';

const desks = { it: { name: 'IT' }, hr: { name: 'HR' } };

describe('sources', () => {
  const row = (id: string, firstDay: string | null, lastDay: string | null) => ({
    id,
    login: null,
    firstDay: firstDay as Day | null,
    lastDay: lastDay as Day | null,
    unit: null,
  });
  const hr = (rows: readonly ReturnType<typeof row>[], extra: object = {}, rest: World = {}): World => ({
    systems: [system('hr', { holds: ['people'], lag: 'PT48H' })],
    snapshots: { hr: { people: rows, ...extra } },
    organisation: { desks },
    ...rest,
  });
  const known = (extra = {}) => person('e-1', { source: { system: 'hr', id: '1' }, accounts: [], ...extra });
  const CODE = 'source-differs';

  it('shows people the files lack, but not those who are gone', () => {
    const world = hr(
      [row('1', null, null), row('2', '2027-02-15', null), row('3', null, '2027-01-03'), row('4', null, '2027-01-04')],
      {},
      { people: [known(), person('e-2')] },
    );

    expect(only('person-unknown', world).map((finding) => [finding.values['source'], finding.day, finding.who])).toEqual([
      ['2', '2027-02-15', 'desk:hr'],
      ['4', null, 'desk:hr'],
    ]);
  });

  it('shows somebody at work whom a complete source no longer has', () => {
    const gone = (extra: object, more: object = {}) => hr([row('9', null, '2020-01-01')], more, { people: [known(extra)] });

    expect(one(CODE, gone({})).values).toMatchObject({ variant: 'absent', source: '1', field: '' });
    expect(one(CODE, gone({ lastDay: '2027-01-10' })).values['variant']).toBe('absent');
    expect(only(CODE, gone({ lastDay: '2026-12-31' }))).toEqual([]);
    expect(only(CODE, gone({}, { complete: [] }))).toEqual([]);
  });

  it('two days that differ are two findings', () => {
    const world = hr([row('1', '2019-01-01', '2027-05-31')], {}, { people: [known()] });

    expect(only(CODE, world).map((finding) => [finding.values['field'], finding.values['ours'], finding.values['theirs']])).toEqual([
      ['firstDay', '2020-01-01', '2019-01-01'],
      ['lastDay', '', '2027-05-31'],
    ]);
  });

  it.each([
    ['the same', row('1', '2020-01-01', null), {}],
    ['not told', row('1', null, null), { lastDay: '2027-03-31' }],
    ['of an earlier employment', row('1', '2015-01-01', '2016-12-31'), { periods: [{ from: '2015-01-01', to: '2016-12-31' }] }],
    ['before the first day', row('1', null, '2019-12-31'), {}],
  ])('a day that is %s differs in nothing', (_what, record, extra) => {
    expect(only(CODE, hr([record], {}, { people: [known(extra)] }))).toEqual([]);
  });

  it('a first day before which nothing can be said', () => {
    const { firstDay: _unknown, ...undated } = known();

    expect(one(CODE, hr([row('1', null, '2019-12-31')], {}, { people: [undated as never] })).values['theirs']).toBe('2019-12-31');
  });

  describe('what the source has not had time to know', () => {
    const moved = (memory: object, extra: World = {}) =>
      hr(
        [row('1', null, '2027-01-31')],
        { freshAt: at('2027-01-03', '12:00') },
        { people: [known({ lastDay: '2027-01-15' })], memory: memory, ...extra },
      );
    const since = (day: string) => ({
      published: published({ person: 'e-1', cause: 'spell:2027-01-15', cutOff: at('2027-01-15'), since: at(day, '02:00') }),
    });

    it('is not said until its lag is over', () => {
      expect(only(CODE, moved({}))).toEqual([]);
      expect(only(CODE, moved(since('2027-01-02')))).toEqual([]);
      expect(only(CODE, moved(since('2027-01-01')))).toHaveLength(1);
    });

    it('a source without a lag knows at once', () => {
      const systems = [system('hr', { holds: ['people'] })];

      expect(only(CODE, moved(since('2027-01-03'), { systems }))).toHaveLength(1);
      expect(only(CODE, moved(since('2027-01-04'), { systems }))).toEqual([]);
    });

    it('a source without a time of its own counts by when it was read', () => {
      expect(
        only(CODE, moved(since('2027-01-01'), { snapshots: { hr: { people: [row('1', null, '2027-01-31')], freshAt: null } } })),
      ).toHaveLength(1);
    });

    it('an end we carried out is old', () => {
      const memory = { verified: verified(done('disable', { person: 'e-1', cause: 'spell:2026-12-31', at: at('2027-01-01') })) };
      const world = hr([row('1', null, '2027-01-31')], {}, { people: [known({ lastDay: '2026-12-31' })], memory });

      expect(only(CODE, world)).toHaveLength(1);
    });

    it('a day that lies too far ahead to be published is not waited for', () => {
      const world = hr([row('1', null, '2027-01-31')], {}, { people: [known({ lastDay: '2027-12-31' })] });

      expect(only(CODE, world)).toHaveLength(1);
    });
  });
});
