/** Releases: what a reviewer is told; the end of work for a client. */
import { describe, expect, it } from 'vitest';
import { buyout, device, lease, plan, proposalsOf } from './findings/look.ts';
import { expectTexts, LAST, left, remarks, the } from './proposals-look.ts';
import { at, person, type World } from './world.ts';

describe('remarks on a release', () => {
  const RELEASE = `release/e-1-${LAST}`;

  it('says that a Danish phone is pay by the month', () => {
    const organisation = {
      companies: [{ id: 'se', name: 'Eksempel ApS', country: 'DK', currency: 'DKK' }],
    };

    const proposal = the({ people: [left()], devices: [device('PH-1', 'e-1', { type: 'phone' })], organisation }, RELEASE);

    expectTexts(proposal);
    expect(remarks(proposal)).toContain('phone-month');
  });

  it('warns that a revoked card cannot be restored', () => {
    const world: World = {
      people: [left()],
      devices: [device('C-1', 'e-1', { type: 'smartcard' })],
      offboardings: [plan('e-1', LAST, { devices: { 'C-1': { disposition: 'destroy' } } })],
    };

    expect(remarks(the(world, RELEASE))).toContain('irreversible');
  });

  const leases: readonly [string, object, readonly string[]][] = [
    ['eight weeks left', { to: '2027-02-28', notice: 'P30D' }, ['return-suggested', 'lease-notice']],
    ['long enough, notice far off', { to: '2028-02-28', notice: 'P30D' }, []],
    ['notice missed', { to: '2027-01-31', notice: 'P90D', autoExtend: 'P3M' }, ['return-suggested', 'lease-rolling']],
    ['rolling', { to: '2026-10-31', notice: 'P1D', autoExtend: 'P3M' }, ['lease-rolling']],
    [
      'rolling until notice takes effect',
      { to: '2026-10-31', notice: 'P30D', autoExtend: 'P3M', noticeGiven: '2026-10-15' },
      ['lease-rolling'],
    ],
    ['ended', { to: '2026-12-15' }, ['lease-ends']],
  ];
  it.each(leases)('remarks on a lease: %s', (_what, extra, expected) => {
    const world: World = {
      people: [left()],
      devices: [device('LT-1', 'e-1', { ownership: 'leased', lease: 'll-1' })],
      leases: [lease('ll-1', ['LT-1'], extra)],
    };

    const proposal = the(world, RELEASE);

    expectTexts(proposal);
    expect(remarks(proposal).filter((text) => text !== 'awaited-since' && text !== 'by-policy')).toEqual(expected);
  });

  it('counts the weeks left from the device day, so that the text does not change every night', () => {
    const world = (now: string): World => ({
      asOf: at(now, '02:00'),
      people: [left()],
      devices: [device('LT-1', 'e-1', { ownership: 'leased', lease: 'll-1' })],
      leases: [lease('ll-1', ['LT-1'], { to: '2027-02-28', notice: 'P30D' })],
    });

    expect(the(world('2027-01-04'), RELEASE).lines[0]?.remarks).toContainEqual({
      text: 'return-suggested',
      values: { lease: 'll-1', to: '2027-02-28', days: '59', weeks: '8' },
    });
    expect(the(world('2027-01-05'), RELEASE)).toEqual(the(world('2027-01-04'), RELEASE));
  });

  it('says why a wish was not followed', () => {
    const world: World = {
      people: [left()],
      devices: [device('LT-1', 'e-1')],
      offboardings: [plan('e-1', LAST, { devices: { 'LT-1': { disposition: 'return-to-lessor' } } })],
    };

    expect(the(world, RELEASE).lines[0]?.remarks).toContainEqual({
      text: 'disposition-refused',
      values: { wanted: 'return-to-lessor', why: 'not-leased' },
    });
  });

  it.each([
    [{ answer: 'no' }, 'offer-declined'],
    [{ answered: '2026-12-20' }, 'answer-missing'],
  ])('falls back when the offer was %o', (offer, text) => {
    const world: World = {
      people: [left()],
      devices: [device('PH-1', 'e-1', { type: 'phone' })],
      offboardings: [plan('e-1', LAST, { devices: { 'PH-1': buyout(offer) } })],
    };

    const proposal = the(world, RELEASE);

    expectTexts(proposal);
    expect(proposal.lines[0]?.remarks).toContainEqual({ text, values: { answerBy: '2026-12-15' } });
  });
});

describe('the end of work for a client', () => {
  const david = (assignments: readonly object[], extra = {}): World => ({
    people: [person('e-4', { assignments: assignments as never, ...extra })],
    devices: [device('CL-7', 'e-4', { ownership: 'third-party', owner: 'kund-ett' }), device('LT-4', 'e-4')],
  });
  const ett = { id: 'a1', client: 'kund-ett', from: '2026-02-01', to: '2026-12-31' };
  const tva = { id: 'a2', client: 'kund-tva', from: '2026-02-01' };

  it('gives the client its device back and leaves the rest', () => {
    const proposal = the(david([ett, tva]), 'release/e-4-2026-12-31');

    expect(proposal.lines.map((one) => [one.tag, one.text])).toEqual([['CL-7', 'return-to-owner']]);
    expect(proposal.because).toMatchObject({ rule: 'assignment-ended', pointer: '/assignments' });
  });

  it.each([
    ['still works there', [ett, { ...ett, id: 'a3', to: '2027-06-30' }]],
    ['works there without an end', [ett, { id: 'a3', client: 'kund-ett', from: '2026-06-01' }]],
    ['ends tomorrow', [{ ...ett, to: '2027-01-05' }]],
    ['only works for others', [tva]],
    ['has no assignment', []],
  ])('does nothing when the person %s', (_what, assignments) => {
    expect(proposalsOf(david(assignments))).toEqual([]);
  });

  it('does nothing with a client device of somebody who never worked for a client', () => {
    const world = { people: [person('e-4')], devices: [device('CL-7', 'e-4', { ownership: 'third-party', owner: 'kund-ett' })] };

    expect(proposalsOf(world)).toEqual([]);
  });

  it('does nothing with a device whose owner is not named', () => {
    const world = { ...david([ett]), devices: [device('CL-7', 'e-4', { ownership: 'third-party' })] };

    expect(proposalsOf(world)).toEqual([]);
  });

  it('belongs to the leaving when that has come', () => {
    const proposal = the(david([ett], { lastDay: '2027-01-03' }), 'release/e-4-2027-01-03');

    expect(proposal.lines.map((one) => one.tag)).toEqual(['CL-7', 'LT-4']);
    expect(proposal.because.rule).toBe('device-day');
  });
});
