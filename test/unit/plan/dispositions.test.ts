/** What becomes of a device: the plan, else policy, else ownership; what is allowed; offers and their answers. */
import { describe, expect, it } from 'vitest';
import { decide, deviceDayOf, isPostponed } from '../../../reconciler/plan/dispositions.ts';
import type { PersonView } from '../../../reconciler/plan/input.ts';
import type { Device } from '../../../schemas/device.ts';
import { buyout, contextOf, device, lease, plan } from './findings/look.ts';
import { person, type World } from './world.ts';

const LAST = '2026-12-31';

function decided(own: object, wish: object | null, world: World = {}) {
  const base: World = {
    people: [person('e-1', { lastDay: LAST }), ...(world.people ?? [])],
    devices: [device('LT-1', 'e-1', own)],
    offboardings: wish === null ? [] : [plan('e-1', LAST, { devices: { 'LT-1': wish as never } })],
  };
  const context = contextOf({ ...world, ...base });
  const view = context.people.get('e-1' as never) as PersonView;
  return decide(context, view, view.devices[0] as Device);
}

describe('without a plan', () => {
  it.each([
    ['owned', 'release'],
    ['leased', 'release'],
    ['third-party', 'return-to-owner'],
    ['personal', 'keep'],
  ])('%s: %s', (ownership, kind) => {
    expect(decided({ ownership }, null)).toMatchObject({
      kind,
      by: 'ownership',
      because: { file: 'state/devices/LT-1.yaml', pointer: '/ownership' },
    });
  });

  it('the first default of policy that fits and is allowed decides', () => {
    const defaults = [
      { kinds: ['consultant'], disposition: 'return-to-lessor' },
      { types: ['phone'], disposition: 'return-to-lessor' },
      { ownership: ['owned'], disposition: 'return-to-lessor' },
      { ownership: ['leased'], disposition: 'destroy' },
      { disposition: 'return-to-lessor' },
    ];
    const policies = { 'device-rules': { defaults } } as never;

    expect(decided({ ownership: 'leased' }, null, { policies })).toMatchObject({
      kind: 'return-to-lessor',
      by: 'policy',
      because: { file: 'policies/devices.yaml', pointer: '/defaults/4' },
    });
    expect(decided({ ownership: 'owned' }, null, { policies })).toMatchObject({ kind: 'release', by: 'ownership' });
  });
});

describe('what ownership allows', () => {
  it.each([
    ['personal', 'release', 'keep', 'personal'],
    ['owned', 'keep', 'release', 'not-personal'],
    ['third-party', 'release', 'return-to-owner', 'third-party'],
    ['owned', 'return-to-owner', 'release', 'not-third-party'],
    ['owned', 'return-to-lessor', 'release', 'not-leased'],
    ['owned', 'destroy', 'release', 'not-a-token'],
  ])('%s and %s: %s, because %s', (ownership, wanted, kind, why) => {
    expect(decided({ ownership }, { disposition: wanted })).toMatchObject({ kind, by: 'plan', refused: { wanted, why } });
  });

  it.each([
    ['personal', 'keep'],
    ['personal', 'lost'],
    ['third-party', 'return-to-owner'],
    ['third-party', 'hold'],
    ['leased', 'return-to-lessor'],
    ['owned', 'release'],
  ])('%s and %s is followed', (ownership, kind) => {
    expect(decided({ ownership }, { disposition: kind })).toMatchObject({ kind, refused: null });
  });

  it('cards and keys may be destroyed', () => {
    expect(decided({ type: 'smartcard' }, { disposition: 'destroy' })).toMatchObject({ kind: 'destroy', refused: null });
  });
});

describe('a transfer', () => {
  const to = (id: string) => ({ disposition: 'transfer', to: id });
  const other = [person('e-2'), person('e-3', { lastDay: '2026-01-31' }), person('e-4', { unit: 'kbh' })];
  const world: World = {
    people: other,
    leases: [lease('ll-1', ['LT-1'], { to: '2028-12-31' })],
  };

  it.each([
    ['e-2', {}, null],
    ['e-9', {}, 'no-such-person'],
    ['e-3', {}, 'no-such-person'],
    ['e-4', {}, null],
    ['e-4', { ownership: 'leased', lease: 'll-1' }, 'other-lessee'],
    ['e-2', { ownership: 'leased', lease: 'll-1' }, null],
    ['e-4', { ownership: 'leased' }, null],
    ['e-2', { ownership: 'leased', lease: 'll-9' }, 'other-lessee'],
  ])('to %s of a device %o: refused %s', (id, own, why) => {
    const { kind, refused } = decided(own, to(id), world);

    expect(refused?.why ?? null).toBe(why);
    expect(kind).toBe(why === null ? 'transfer' : 'release');
  });
});

describe('a buyout', () => {
  it.each([
    ['answered yes in time', {}, 'buyout', 'yes'],
    ['answered yes on a day not told', { answered: undefined }, 'buyout', 'yes'],
    ['answered yes too late', { answered: '2026-12-16' }, 'release', 'late'],
    ['answered no', { answer: 'no' }, 'release', 'no'],
    ['not answered in time', { answer: undefined }, 'release', 'late'],
    ['still to be answered', { answer: undefined, answerBy: '2027-01-04' }, 'buyout', 'open'],
  ])('%s', (_what, offer, kind, state) => {
    expect(decided({}, buyout(offer as never))).toMatchObject({ kind, offer: { state, answerBy: expect.any(String) }, refused: null });
  });

  it('falls back on what the offer says, where ownership allows that', () => {
    const no = buyout({ answer: 'no', else: 'return-to-lessor' });

    expect(decided({ ownership: 'leased' }, no).kind).toBe('return-to-lessor');
    expect(decided({ ownership: 'owned' }, no).kind).toBe('release');
  });

  it('without an offer is refused', () => {
    expect(decided({}, { disposition: 'buyout' })).toMatchObject({ kind: 'release', refused: { wanted: 'buyout', why: 'no-offer' } });
  });

  it.each([
    [{ kinds: ['consultant'] }, 'kind'],
    [{ types: ['phone'] }, 'type'],
    [{ endedBy: ['company'] }, 'ended-by'],
    [{ endedBy: ['unstated'] }, null],
    [{ minimumTenure: 'P12M' }, null],
    [{ minimumTenure: 'P120M' }, 'tenure'],
    [{}, null],
  ])('policy %o: refused %s', (rules, why) => {
    const { kind, refused } = decided({}, buyout(), { policies: { 'device-rules': { buyout: rules } } });

    expect(refused?.why ?? null).toBe(why);
    expect(kind).toBe(why === null ? 'buyout' : 'release');
  });

  it('a tenure that is not known is too short', () => {
    const { firstDay: _unknown, ...someone } = person('e-1', { lastDay: LAST });
    const context = contextOf({
      people: [someone],
      devices: [device('LT-1', 'e-1')],
      offboardings: [plan('e-1', LAST, { endedBy: 'person', devices: { 'LT-1': buyout() } })],
      policies: { 'device-rules': { buyout: { endedBy: ['person'], minimumTenure: 'P1M' } } },
    });
    const view = context.people.get('e-1' as never) as PersonView;

    expect(decide(context, view, view.devices[0] as Device).refused?.why).toBe('tenure');
  });
});

describe('a hold', () => {
  const hold = (subject: object, extra: object = {}) =>
    ({ holds: [{ id: 'm-7', subject, matter: 'M-7', from: '2026-12-28', ...extra }] }) as World;

  it.each([
    ['on the person', { employee: 'e-1' }],
    ['on the device', { device: 'LT-1' }],
  ])('%s preserves the device', (_what, subject) => {
    expect(decided({}, { disposition: 'release' }, hold(subject))).toMatchObject({
      kind: 'hold',
      by: 'hold',
      hold: { id: 'm-7' },
      because: { file: 'state/holds/m-7.yaml' },
    });
  });

  it.each([
    ['a device that is lost', {}, { disposition: 'lost' }, {}, 'lost'],
    ['a device of the person', { ownership: 'personal' }, null, {}, 'keep'],
    ['anything before it begins', {}, null, { from: '2027-01-05' }, 'release'],
    ['anything after it ended', {}, null, { until: '2027-01-03' }, 'release'],
  ])('does not change %s', (_what, own, wish, extra, kind) => {
    expect(decided(own, wish, hold({ employee: 'e-1' }, extra)).kind).toBe(kind);
  });
});

describe('the device day', () => {
  const dayOf = (extra: object, type = 'laptop') => {
    const context = contextOf({
      people: [person('e-1', { lastDay: '2026-12-28' })],
      devices: [device('LT-1', 'e-1', { type: type })],
      offboardings: [plan('e-1', '2026-12-28', extra)],
    });
    const view = context.people.get('e-1' as never) as PersonView;
    return deviceDayOf(view, view.devices[0] as Device);
  };

  it.each([
    [{}, 'laptop', '2026-12-28'],
    [{ ends: { devices: '2027-01-04' } }, 'laptop', '2027-01-04'],
    [{ ends: { devices: '2027-01-04' } }, 'phone', '2027-01-04'],
    [{ ends: { devices: '2027-01-04', phone: '2027-01-31' } }, 'phone', '2027-01-31'],
    [{ silent: true }, 'laptop', '2027-01-27'],
    [{ silent: true, ends: { devices: '2027-02-28' } }, 'laptop', '2027-02-28'],
  ])('of %o for a %s is %s', (extra, type, expected) => {
    expect(dayOf(extra, type)).toBe(expected);
  });

  it('is none without a last day', () => {
    const context = contextOf({ people: [person('e-1')], devices: [device('LT-1', 'e-1')] });
    const view = context.people.get('e-1' as never) as PersonView;

    expect(deviceDayOf(view, view.devices[0] as Device)).toBeNull();
  });
});

describe('an exception', () => {
  const postponed = (exception: object, change: 'release' | 'sale' = 'release') => {
    const context = contextOf({
      people: [person('e-1', { lastDay: LAST })],
      devices: [device('LT-1', 'e-1')],
      exceptions: [{ id: 'ex-1', reason: 'r', owner: 'e-2', from: '2026-12-21', until: '2027-01-04', ...exception } as never],
    });
    const view = context.people.get('e-1' as never) as PersonView;
    return isPostponed(context, { person: view, device: view.devices[0] as Device, change });
  };

  it.each([
    ['on the person', { subject: { employee: 'e-1' }, change: 'release' }, true],
    ['on the device', { subject: { device: 'LT-1' }, change: 'release' }, true],
    ['of somebody else', { subject: { employee: 'e-2' }, change: 'release' }, false],
    ['for the sale', { subject: { employee: 'e-1' }, change: 'sale' }, false],
    ['for a finding', { subject: { employee: 'e-1' }, finding: 'device-past-end' }, false],
    ['that is over', { subject: { employee: 'e-1' }, change: 'release', until: '2027-01-03' }, false],
  ])('%s', (_what, exception, expected) => {
    expect(postponed(exception)).toBe(expected);
  });
});
