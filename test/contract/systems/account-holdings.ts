/** The part of the account suite about groups, licences and sessions: exactly what was asked, and exactly back. */
import { expect } from 'vitest';
import { captureOf } from '../../../reconciler/apply/capture.ts';
import type { Account, Reading } from '../../../reconciler/model/observed.ts';
import type { SystemWriter } from '../../../reconciler/ports.ts';
import type { ForeignId } from '../../../schemas/primitives.ts';
import { type AccountDesk, type Bench, settled } from './account-desk.ts';
import { AT } from './reader-suite.ts';

function others(reading: Reading, id: ForeignId): unknown {
  return reading.accounts.filter((one) => one.id !== id).map(settled);
}

/** Everything of an account taken: sign-in, groups, direct licences. Gives what is needed to put it back. */
async function takeAll(writer: SystemWriter, account: Account, bench: Bench) {
  const direct = (account.licences ?? []).filter((one) => one.viaGroup === null).map((one) => one.id);
  await writer.write({ kind: 'disable', account: account.id }, bench.timeout);
  if (!bench.lacks('groups'))
    await writer.write({ kind: 'groups', account: account.id, remove: account.groups ?? [], add: [] }, bench.timeout);
  if (!bench.lacks('licences')) await writer.write({ kind: 'licences', account: account.id, remove: direct, add: [] }, bench.timeout);
}

/** Puts back what a capture holds. */
async function putBack(desk: AccountDesk, id: ForeignId, at: { readonly capture: ReturnType<typeof captureOf>; readonly bench: Bench }) {
  const { writer, hand } = desk;
  const { bench } = at;
  const { enabled, groups, licences, switchedOff } = at.capture.open as Pick<Account, 'enabled' | 'groups'> & {
    licences?: never;
    switchedOff?: never;
  };
  if (enabled === true) await writer.write({ kind: 'enable', account: id }, bench.timeout);
  await hand.accept?.(id);
  if (!bench.lacks('groups')) await writer.write({ kind: 'groups', account: id, remove: [], add: groups ?? [] }, bench.timeout);
  const seats = { add: licences ?? [], ...(switchedOff === undefined ? {} : { switchedOff }) };
  if (!bench.lacks('licences')) await writer.write({ kind: 'licences', account: id, remove: [], ...seats }, bench.timeout);
}

/** Groups, licences, sessions, capture and undo. */
export function holdingsSuite(bench: Bench): void {
  const { subject, account, names, timeout } = bench;

  bench.given('groups')('takes one group off one account: not its others, and nobody else out of it', async () => {
    const { reader, writer } = await subject.open();
    const before = await reader.read(AT);

    await writer.write({ kind: 'groups', account: account('a-1'), remove: names('sales'), add: [] }, timeout);

    const after = await reader.read(AT);
    expect(after.accounts.find((one) => one.id === account('a-1'))?.groups).toEqual(names('vpn'));
    expect(others(after, account('a-1'))).toEqual(others(before, account('a-1')));
  });

  bench.given('groups')('leaves groups alone that the account is in already or never was in', async () => {
    const { reader, writer } = await subject.open();
    const before = await reader.read(AT);

    await writer.write({ kind: 'groups', account: bench.second, remove: names('vpn'), add: names('sales') }, timeout);

    expect((await reader.read(AT)).digest).toBe(before.digest);
  });

  bench.given('licences')('takes a direct licence off and puts it back, and nobody else notices', async () => {
    const { reader, writer } = await subject.open();
    const before = await reader.read(AT);
    const seat = before.accounts.find((one) => one.id === account('a-3'))?.licences?.find((one) => names('VISIO').includes(one.id));
    const parts = seat?.switchedOff ? { switchedOff: { [seat.id]: seat.switchedOff } } : {};

    await writer.write({ kind: 'licences', account: account('a-3'), remove: names('VISIO'), add: [] }, timeout);
    const without = await reader.read(AT);
    await writer.write({ kind: 'licences', account: account('a-3'), remove: [], add: names('VISIO'), ...parts }, timeout);
    const after = await reader.read(AT);

    const held = without.accounts.find((one) => one.id === account('a-3'))?.licences?.map((one) => one.id);
    expect(held).toEqual(names('E3'));
    expect(others(without, account('a-3'))).toEqual(others(before, account('a-3')));
    expect(after.accounts.map(settled)).toEqual(before.accounts.map(settled));
  });

  bench.given('inherited')('shows an inherited licence with its group, and does not pretend to take it off by itself', async () => {
    const { reader, writer, hand } = await subject.open();
    await hand.inherit(account('a-1'), 'INHERITED', 'vpn');
    const before = await reader.readAccount(account('a-1'));

    const write = { kind: 'licences', account: account('a-1'), remove: names('INHERITED'), add: [] } as const;
    const written = await writer.write(write, timeout).catch((error: unknown) => error);

    const [licence] = names('INHERITED');
    const [group] = names('vpn');
    expect(before?.licences).toContainEqual(expect.objectContaining({ id: licence, viaGroup: group }));
    expect(written).toMatchObject({ name: 'Fault', refused: true });
    expect(settled(await reader.readAccount(account('a-1')))).toEqual(settled(before));
  });

  bench.given('sessions')('ends sessions, again without harm, and leaves the sign-in as it is', async () => {
    const { reader, writer } = await subject.open();
    const before = await reader.readAccount(account('a-1'));

    await writer.write({ kind: 'sessions', account: account('a-1') }, timeout);
    await writer.write({ kind: 'sessions', account: account('a-1') }, timeout);

    const after = await reader.readAccount(account('a-1'));
    expect([0, null, undefined]).toContain(after?.sessions);
    expect(settled(after)).toEqual(settled(before));
  });

  bench.given('enable')('takes everything of an account, and its capture puts everything back', async () => {
    const desk = await subject.open();
    const { reader, writer } = desk;
    const before = await reader.read(AT);
    const target = await reader.readAccount(account('a-1'));
    if (target === null) throw new Error('the account of the world is there');
    const declared = new Set([...(target.groups ?? []), ...(target.licences ?? []).map((one) => one.id)]);
    const capture = captureOf({ account: target }, { declared, sealer: { seal: () => null, open: () => null }, at: AT, withPlace: false });

    await takeAll(writer, target, bench);
    const taken = await reader.readAccount(account('a-1'));
    await putBack(desk, account('a-1'), { capture, bench });

    expect(bench.isOff(taken)).toBe(true);
    expect(taken ?? {}).toMatchObject({
      ...(bench.removes || bench.lacks('groups') ? {} : { groups: [] }),
      ...(bench.removes || bench.lacks('licences') ? {} : { licences: [] }),
    });
    expect((await reader.read(AT)).accounts.map(settled)).toEqual(before.accounts.map(settled));
  });
}
