/** What every writer of a system must do: change exactly what it was told, be repeatable, refuse what is not there. */
import { describe, expect, it } from 'vitest';
import { Fault, type SystemReader, type SystemWriter, type Write } from '../../../reconciler/ports.ts';
import type { ForeignId } from '../../../schemas/primitives.ts';
import { AT } from './reader-suite.ts';

/** One way of standing behind the two ports; both see one world. */
export interface WriterSubject {
  readonly name: string;
  /** What of the world it can hold; everything when left out. */
  readonly holds?: readonly ('accounts' | 'assets')[];
  /** The id that a record of the world has there; its own when left out. */
  readonly idOf?: (id: string) => string;
  /** What a status of the world is called there. */
  readonly statusOf?: (status: string) => string;
  open(): Promise<{ reader: SystemReader; writer: SystemWriter }>;
}

const account = (id: string) => id as ForeignId;
const entitlements = (...names: string[]) => names as never;

/** What it does with accounts. */
function accountWrites(subject: WriterSubject): void {
  const cases: readonly (readonly [string, Write, string, Readonly<Record<string, unknown>>])[] = [
    ['disables', { kind: 'disable', account: account('a-1') }, 'a-1', { enabled: false, groups: ['sales', 'vpn'] }],
    ['enables', { kind: 'enable', account: account('a-2') }, 'a-2', { enabled: true }],
    ['ends sessions and keeps the account as it is', { kind: 'sessions', account: account('a-1') }, 'a-1', { enabled: true, sessions: 0 }],
    [
      'takes groups off',
      { kind: 'groups', account: account('a-1'), remove: entitlements('vpn', 'absent'), add: [] },
      'a-1',
      { groups: ['sales'] },
    ],
    [
      'puts groups back',
      { kind: 'groups', account: account('a-2'), remove: [], add: entitlements('vpn', 'sales') },
      'a-2',
      { groups: expect.arrayContaining(['sales', 'vpn']) },
    ],
    [
      'takes licences off',
      { kind: 'licences', account: account('a-3'), remove: entitlements('VISIO'), add: [] },
      'a-3',
      { licences: [expect.objectContaining({ id: 'E3' })] },
    ],
    [
      'puts licences back',
      { kind: 'licences', account: account('a-1'), remove: [], add: entitlements('VISIO') },
      'a-1',
      { licences: [expect.objectContaining({ id: 'E3' }), expect.objectContaining({ id: 'VISIO' })] },
    ],
  ];

  it.each(cases)('%s, once and again with the same result', async (_, write, id, expected) => {
    const { reader, writer } = await subject.open();

    await writer.write(write, 1000);
    const once = await reader.readAccount(account(id));
    await writer.write(write, 1000);
    const twice = await reader.readAccount(account(id));

    expect(once).toMatchObject(expected);
    expect({ ...twice, groups: twice?.groups?.toSorted() }).toEqual({ ...once, groups: once?.groups?.toSorted() });
  });

  it('changes nobody else', async () => {
    const { reader, writer } = await subject.open();
    const before = await reader.read(AT);

    await writer.write({ kind: 'disable', account: account('a-1') }, 1000);
    const after = await reader.read(AT);

    const others = (accounts: typeof before.accounts) => accounts.filter((one) => one.id !== 'a-1');
    expect(others(after.accounts)).toEqual(others(before.accounts));
    expect(after.assets).toEqual(before.assets);
    expect(after.digest).not.toBe(before.digest);
  });

  it('carries out writes that come at the same time, all of them', async () => {
    const { reader, writer } = await subject.open();

    await Promise.all([
      writer.write({ kind: 'disable', account: account('a-1') }, 1000),
      writer.write({ kind: 'groups', account: account('a-1'), remove: entitlements('vpn'), add: [] }, 1000),
      writer.write({ kind: 'disable', account: account('a-3') }, 1000),
    ]);

    const { accounts } = await reader.read(AT);
    expect(accounts.map((one) => one.enabled)).toEqual([false, false, false]);
    expect(accounts[0]?.groups).toEqual(['sales']);
  });
}

/** The suite. */
export function writerSuite(subject: WriterSubject): void {
  const { holds = ['accounts', 'assets'], idOf = (id: string) => id, statusOf = (status: string) => status } = subject;

  describe(`a writer: ${subject.name}`, () => {
    it.each([
      ['checks a device in', { kind: 'check-in', asset: '311', status: 'received' }, { holder: '', status: 'received' }],
      ['checks a device out', { kind: 'check-out', asset: '311', holder: 'testbo' }, { holder: 'testbo' }],
    ] as const)('%s', async (_, write, expected) => {
      const { reader, writer } = await subject.open();

      await writer.write({ ...write, asset: idOf(write.asset) }, 10_000);

      const status = 'status' in expected ? { status: statusOf(expected.status) } : {};
      expect(await reader.readAsset(idOf('311'))).toMatchObject({ ...expected, ...status });
    });

    it('changes no other device', async () => {
      const { reader, writer } = await subject.open();
      const before = await reader.read(AT);

      await writer.write({ kind: 'check-in', asset: idOf('311'), status: 'received' }, 10_000);
      const after = await reader.read(AT);

      const others = (assets: typeof before.assets) => assets.filter((one) => one.id !== idOf('311'));
      expect(others(after.assets)).toEqual(others(before.assets));
      expect(after.accounts).toEqual(before.accounts);
      expect(after.digest).not.toBe(before.digest);
    });

    it.each([[{ kind: 'disable', account: account('a-9') }], [{ kind: 'check-in', asset: '999999', status: 'received' }]] as const)(
      'refuses what is not there: %j',
      async (write) => {
        const { writer } = await subject.open();

        const error: unknown = await writer.write(write, 10_000).catch((one: unknown) => one);

        expect(error).toBeInstanceOf(Fault);
        expect(error).toMatchObject({ refused: true });
      },
    );

    if (holds.includes('accounts')) accountWrites(subject);
  });
}
