/** What Snipe-IT's refusals become: sentences of ours, from envelopes of every form. */
import { describe, expect, it } from 'vitest';
import { faultOfEnvelope, faultOfStatus, isAlreadyCheckedIn, isNotFound } from '../../../../reconciler/systems/snipe-it/refusal.ts';

const ABOUT = { where: 'inventory', operation: 'check in', credential: 'snipe-write' };
const error = (messages: unknown, payload: unknown = null) => ({ status: 'error', messages, payload }) as const;

describe('an envelope', () => {
  it.each([
    ['Asset not found', 'Snipe-IT refused: there is no such record'],
    ['The user does not exist.', 'Snipe-IT refused: there is no such record'],
    ['That asset is not available for checkout to Testa Testsson!', /^Snipe-IT refused: the device is not available; it is assigned/u],
    [{ end_date: ['must be after'], _snipeit_cost_3: ['Testa'] }, 'Snipe-IT refused these fields: end_date, _snipeit_cost_3'],
    [{ 'Testa Testsson': ['x'] }, 'Snipe-IT refused the call'],
    [['Testa Testsson'], 'Snipe-IT refused the call'],
    [403, 'Snipe-IT refused the call'],
    [null, 'Snipe-IT refused the call'],
  ])('with messages %j is refused without its words', (messages, expected) => {
    const fault = faultOfEnvelope(error(messages), ABOUT);

    expect(fault).toMatchObject({ refused: true, retryable: false, where: 'inventory', operation: 'check in' });
    expect(fault.message).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
    expect(fault.message).not.toContain('Testa');
  });

  it('may have its text where the payload should be', () => {
    expect(faultOfEnvelope(error(null, 'Asset was not deleted'), ABOUT).message).toBe('Snipe-IT refused the call');
  });

  it('of a success says nothing of what is missing', () => {
    const success = { status: 'success', messages: 'Not found before, already checked in now', payload: null } as const;

    expect([isNotFound(success), isAlreadyCheckedIn(success)]).toEqual([false, false]);
  });
});

describe('a status', () => {
  it.each([
    [401, 'give a new one as the credential "snipe-write"'],
    [403, 'the service user of the credential "snipe-write" lacks the permission'],
    [404, 'no such call at this address'],
    [405, 'look at the version of the instance'],
    [422, 'Snipe-IT answered 422'],
  ])('%d says what to do', (status, expected) => {
    expect(faultOfStatus(status, ABOUT)).toMatchObject({ refused: true, message: expect.stringContaining(expected) });
  });

  it.each([201, 202, 204])('%d is no refusal: the call may have been carried out', (status) => {
    expect(faultOfStatus(status, ABOUT)).toMatchObject({ refused: false, message: `Snipe-IT answered ${status}` });
  });
});
