/** What every system with accounts must do, whatever stands behind it: who is there, who may sign in, and what they hold. */
import { describe, expect, it } from 'vitest';
import type { Account, Attribute, Reading, Snapshot } from '../../../reconciler/model/observed.ts';
import { judge } from '../../../reconciler/observe/completeness.ts';
import type { Write } from '../../../reconciler/ports.ts';
import type { ForeignId } from '../../../schemas/primitives.ts';
import { recalledMemory } from '../../fakes/memory.ts';
import { desiredOf } from '../../unit/observe/ground.ts';
import { type AccountDesk, type AccountSubject, type Bench, benchOf, type Lackable, settled } from './account-desk.ts';
import { holdingsSuite } from './account-holdings.ts';
import { nightSuite } from './account-nights.ts';
import { AT, WORLD } from './reader-suite.ts';

/** What the judge of readings says of it, in an organisation whose files name one account of the world as its canary. */
function judged(reading: Reading, desk: AccountDesk, canary: ForeignId): Snapshot {
  const system = { ...desk.system, canaries: [{ id: canary }] };
  return judge(reading, { system, desired: desiredOf({ systems: [system] }), memory: recalledMemory(), asOf: AT });
}

function find(reading: Reading, id: ForeignId): Account | undefined {
  return reading.accounts.find((one) => one.id === id);
}

function byId(a: Account, b: Account): number {
  return a.id < b.id ? -1 : 1;
}

/** Ids that somebody could try to make a question or a path of. */
const HOSTILE = ['..', '.', '*', '%2e%2e', "' or '1'='1", '" or "1" eq "1', 'a*)(uid=*', 'a\\2a', '?x=1', '#', '/', 'ü'];

function listing(bench: Bench): void {
  const { subject, account } = bench;

  it('lists everybody once, to the end, with what it can be asked to do', async () => {
    const desk = await subject.open();

    const reading = await desk.reader.read(AT);

    expect(reading.accounts.map((one) => one.id).toSorted()).toEqual(bench.listed.toSorted());
    expect(reading).toMatchObject({ ended: true, problems: [], tenant: desk.system.tenant });
    const wanted: readonly Attribute[] = ['existence', 'status'];
    expect([...judged(reading, desk, account('a-1')).complete]).toEqual(expect.arrayContaining([...wanted]));
  });

  it('takes a list that breaks off for no whole one', async () => {
    const desk = await subject.open();
    await desk.trouble.breakOff();

    const reading = await desk.reader.read(AT);

    expect([...judged(reading, desk, account('a-3')).complete]).toEqual([]);
  });

  bench.given('blind')('takes a success that shows nobody for no whole reading', async () => {
    const desk = await subject.open();
    await desk.trouble.blind();

    const reading = await desk.reader.read(AT);

    expect(reading.accounts.map((one) => one.id)).not.toContain(account('a-1'));
    expect([...judged(reading, desk, account('a-1')).complete]).toEqual([]);
  });

  bench.given('rename')('shows a renamed account under the id that it had', async () => {
    const desk = await subject.open();
    await desk.hand.rename(account('a-1'), 'newname');

    const reading = await desk.reader.read(AT);

    expect(find(reading, account('a-1'))?.login?.toLowerCase()).toContain('newname');
    expect(reading.accounts).toHaveLength(bench.listed.length);
    expect((await desk.reader.readAccount(account('a-1')))?.login).toBe(find(reading, account('a-1'))?.login);
  });

  bench.given('twin')('shows two accounts of one person as two, and switches only the one that it is told', async () => {
    const desk = await subject.open();
    const twin = (await desk.hand.twin(account('a-1'))) as ForeignId;

    await desk.writer.write({ kind: 'disable', account: account('a-1') }, bench.timeout);

    const reading = await desk.reader.read(AT);
    expect(reading.accounts).toHaveLength(bench.listed.length + (bench.removes ? 0 : 1));
    expect(find(reading, twin)).toMatchObject({ enabled: true, email: WORLD.accounts[0].email });
    expect(bench.isOff(find(reading, account('a-1')))).toBe(true);
  });
}

function status(bench: Bench): void {
  const { subject, account, timeout } = bench;

  it('disables, again without harm, and changes nothing else of the account', async () => {
    const { reader, writer } = await subject.open();
    const before = await reader.readAccount(account('a-1'));

    await writer.write({ kind: 'disable', account: account('a-1') }, timeout);
    const once = await reader.readAccount(account('a-1'));
    await writer.write({ kind: 'disable', account: account('a-1') }, timeout);
    const twice = await reader.readAccount(account('a-1'));

    expect(bench.isOff(once)).toBe(true);
    expect(settled(once)).toEqual(bench.removes ? null : { ...(settled(before) as object), enabled: false });
    expect(settled(twice)).toEqual(settled(once));
  });

  it('leaves an account that is disabled already as it is', async () => {
    const { reader, writer } = await subject.open();
    const before = await reader.read(AT);

    await writer.write({ kind: 'disable', account: account('a-2') }, timeout);

    expect((await reader.read(AT)).digest).toBe(before.digest);
  });

  bench.given('enable')('enables again, to exactly what was there before', async () => {
    const { reader, writer, hand } = await subject.open();
    const before = await reader.read(AT);

    await writer.write({ kind: 'disable', account: account('a-1') }, timeout);
    await writer.write({ kind: 'enable', account: account('a-1') }, timeout);
    await hand.accept?.(account('a-1'));

    const after = await reader.read(AT);
    expect(after.accounts.toSorted(byId)).toEqual(before.accounts.toSorted(byId));
    expect(after.digest).toBe(before.digest);
  });

  bench.given('vanish')('says of an account that vanished that it is not there, and refuses to write it', async () => {
    const { reader, writer, hand } = await subject.open();
    await hand.vanish(account('a-3'));
    const before = await reader.read(AT);

    const write: Write = { kind: 'disable', account: account('a-3') };

    expect(await reader.readAccount(account('a-3'))).toBeNull();
    await expect(writer.write(write, timeout)).rejects.toMatchObject({ name: 'Fault', refused: true });
    expect((await reader.read(AT)).digest).toBe(before.digest);
  });

  bench.given('own')('does not touch the account that it writes as', async () => {
    const { reader, writer, own } = await subject.open('own');
    if (own === undefined) throw new Error('a subject that lacks "own" says so');
    const before = await reader.read(AT);

    const written = await writer.write({ kind: 'disable', account: own }, timeout).catch((error: unknown) => error);

    expect(written).toMatchObject({ name: 'Fault', refused: true });
    expect((await reader.read(AT)).digest).toBe(before.digest);
  });

  it.each(HOSTILE)('takes the id %j for an id and nothing else', async (id) => {
    const { reader, writer } = await subject.open();
    const before = await reader.read(AT);

    const read = await reader.readAccount(id as ForeignId).catch((error: unknown) => error);
    const written = await writer.write({ kind: 'disable', account: id as ForeignId }, timeout).catch((error: unknown) => error);

    expect([null, true]).toContain(read === null ? null : (read as { refused?: boolean }).refused);
    expect(written).toMatchObject({ name: 'Fault', refused: true });
    expect((await reader.read(AT)).digest).toBe(before.digest);
  });

  bench.given('tenant')('reads no account and writes none when another tenant answers', async () => {
    const { system, reader, writer, trouble } = await subject.open();
    await trouble.otherTenant();

    const reading = await reader.read(AT);
    const written = await writer.write({ kind: 'disable', account: account('a-1') }, timeout).catch((error: unknown) => error);

    const snapshot = judge(reading, { system, desired: desiredOf({ systems: [system] }), memory: recalledMemory(), asOf: AT });
    expect([...snapshot.complete]).toEqual([]);
    await expect(reader.readAccount(account('a-1'))).rejects.toMatchObject({ name: 'Fault' });
    expect(written).toMatchObject({ name: 'Fault', refused: true });
    expect((await reader.read(AT)).digest).toBe(reading.digest);
  });
}

/**
 * The suite. Who is protected is decided by plans and not by adapters, so that there is no case of it here. What a subject lacks stands in its output as a
 * test that says why.
 */
export function accountSuite(subject: AccountSubject): void {
  const bench = benchOf(subject);
  const lacking = Object.entries(subject.lacks ?? {}) as [Lackable, string][];

  describe(`accounts: ${subject.name}`, () => {
    describe('who is there', () => listing(bench));
    describe('who may sign in', () => status(bench));
    describe('what they hold', () => holdingsSuite(bench));
    describe('in a night', () => nightSuite(bench));

    it.each(lacking)('has no case "%s": %s', async (what, why) => {
      const { reader, writer } = await subject.open();

      expect(why.split(' ').length, 'a reason in words').toBeGreaterThan(3);
      if (what !== 'groups' && what !== 'licences' && what !== 'sessions' && what !== 'enable') return;
      const lists = { remove: bench.names('absent'), add: [] };
      const id = bench.account('a-1');
      const write: Write = what === 'groups' || what === 'licences' ? { kind: what, account: id, ...lists } : { kind: what, account: id };
      expect((await reader.read(AT)).abilities?.writes).not.toContain(what);
      await expect(writer.write(write, bench.timeout)).rejects.toMatchObject({ name: 'Fault', refused: true });
    });
  });
}
