/** What every writer of a system must do: change exactly what it was told, be repeatable, refuse what is not there. */
import { describe, expect, it } from 'vitest';
import { Fault, type SystemReader, type SystemWriter, type Write } from '../../../reconciler/ports.ts';
import type { ForeignId } from '../../../schemas/primitives.ts';
import { AT } from './reader-suite.ts';

/** One way of standing behind the two ports; both see one world. */
export interface WriterSubject {
  readonly name: string;
  open(): Promise<{ reader: SystemReader; writer: SystemWriter }>;
  /** The id of its own for an id of the world. */
  readonly id?: (id: string) => string;
  /** The name of its own for a group or licence of the world; null for one that it cannot have. */
  readonly entitlement?: (name: string) => string | null;
  /** True where an account that is disabled is removed: neither listed nor read any more. */
  readonly removes?: boolean;
  /** What it refuses because the system has no such thing; it then does not show it either. */
  readonly refuses?: readonly Write['kind'][];
  /** True when it does not show how many sessions there are. */
  readonly hidesSessions?: boolean;
  /** A status that a device can be checked in with. */
  readonly status?: string;
  /** Another status that a device which nobody has can be given. */
  readonly otherStatus?: string;
}

/** Milliseconds in which a real server of somebody else answers on a busy machine. */
const PATIENT = 10_000;

/** The suite. */
export function writerSuite(subject: WriterSubject): void {
  const account = (id: string) => (subject.id?.(id) ?? id) as ForeignId;
  const status = subject.status ?? 'Returned';
  const isRefused = (kind: Write['kind']) => subject.refuses?.includes(kind) === true;
  const removes = subject.removes === true;
  const named = (...names: readonly string[]) =>
    names.map((name) => (subject.entitlement === undefined ? name : subject.entitlement(name))).filter((name) => name !== null);
  const entitlements = (...names: readonly string[]) => named(...names) as never;
  const seats = (...names: readonly string[]) => ({ licences: named(...names).map((id) => expect.objectContaining({ id })) });
  // Who is removed can be in no group.
  const second = removes ? 'a-3' : 'a-2';
  const inGroups = (groups: unknown) => ({ groups: isRefused('groups') ? null : groups });

  describe(`a writer: ${subject.name}`, () => {
    const off = removes ? null : { enabled: false, ...inGroups(['sales', 'vpn']) };
    const cases: readonly (readonly [string, Write, string, Readonly<Record<string, unknown>> | null])[] = [
      ['disables', { kind: 'disable', account: account('a-1') }, 'a-1', off],
      ['enables', { kind: 'enable', account: account('a-2') }, 'a-2', { enabled: true }],
      [
        'ends sessions and keeps the account as it is',
        { kind: 'sessions', account: account('a-1') },
        'a-1',
        { enabled: true, sessions: subject.hidesSessions === true ? null : 0 },
      ],
      [
        'takes groups off',
        { kind: 'groups', account: account('a-1'), remove: entitlements('vpn', 'absent'), add: [] },
        'a-1',
        { groups: ['sales'] },
      ],
      [
        'puts groups back',
        { kind: 'groups', account: account(second), remove: [], add: entitlements('vpn', 'sales') },
        second,
        { groups: expect.arrayContaining(['sales', 'vpn']) },
      ],
      ['takes licences off', { kind: 'licences', account: account('a-3'), remove: entitlements('VISIO'), add: [] }, 'a-3', seats('E3')],
      [
        'puts licences back',
        { kind: 'licences', account: account('a-1'), remove: [], add: entitlements('VISIO') },
        'a-1',
        seats('E3', 'VISIO'),
      ],
    ];

    it.each(cases.filter(([, write]) => !isRefused(write.kind)))(
      '%s, once and again with the same result',
      async (_, write, id, expected) => {
        const { reader, writer } = await subject.open();

        await writer.write(write, 1000);
        const once = await reader.readAccount(account(id));
        await writer.write(write, 1000);
        const twice = await reader.readAccount(account(id));

        if (expected === null) expect(once).toBeNull();
        else expect(once).toMatchObject(expected);
        expect({ ...twice, groups: twice?.groups?.toSorted() }).toEqual({ ...once, groups: once?.groups?.toSorted() });
      },
    );

    const devices = [
      ['checks a device in', { kind: 'check-in', asset: '311', status }, { holder: '', status }],
      ['checks a device out', { kind: 'check-out', asset: '311', holder: 'testbo' }, { holder: 'testbo' }],
    ] as const;

    it.each(devices.filter(([, write]) => !isRefused(write.kind)))('%s', async (_, write, expected) => {
      const { reader, writer } = await subject.open();

      await writer.write(write, PATIENT);

      expect(await reader.readAsset('311')).toMatchObject(expected);
    });

    it.each(cases.filter(([, write]) => isRefused(write.kind)))('refuses what the system does not have: %s', async (_, write, id) => {
      const { reader, writer } = await subject.open();
      const before = await reader.readAccount(account(id));

      await expect(writer.write(write, 1000)).rejects.toMatchObject({ refused: true });

      expect(await reader.readAccount(account(id))).toEqual(before);
    });

    it.each(devices.filter(([, write]) => isRefused(write.kind)))('refuses what the system does not have: %s', async (_, write) => {
      const { writer } = await subject.open();

      await expect(writer.write(write, PATIENT)).rejects.toMatchObject({ refused: true });
    });

    const devicesToo = isRefused('check-in') ? () => {} : it;
    devicesToo('changes the status of a device that nobody has, and nothing else of it; again the same', async () => {
      const { reader, writer } = await subject.open();
      await writer.write({ kind: 'check-in', asset: '311', status }, PATIENT);
      const before = await reader.readAsset('311');
      const other = subject.otherStatus ?? 'Ready';

      for (const _ of ['once', 'again']) await writer.write({ kind: 'status', asset: '311', status: other }, PATIENT);

      const after = await reader.readAsset('311');
      expect({ ...after, version: null }).toEqual({ ...before, status: other, version: null });
      expect(other).not.toBe(before?.status);
    });

    devicesToo('changes the status of no device that somebody has', async () => {
      const { reader, writer } = await subject.open();
      const before = await reader.readAsset('311');

      const write: Write = { kind: 'status', asset: '311', status: subject.otherStatus ?? 'Ready' };
      await expect(writer.write(write, PATIENT)).rejects.toMatchObject({ refused: true });

      expect(await reader.readAsset('311')).toEqual(before);
    });

    devicesToo('changes no other device', async () => {
      const { reader, writer } = await subject.open();
      const before = await reader.read(AT);

      await writer.write({ kind: 'check-in', asset: '311', status }, PATIENT);
      const after = await reader.read(AT);

      const others = (assets: typeof before.assets) => assets.filter((one) => one.id !== '311');
      expect(others(after.assets)).toEqual(others(before.assets));
      expect(after.digest).not.toBe(before.digest);
    });

    it.each([[{ kind: 'disable', account: account('a-9') }], [{ kind: 'check-in', asset: '999', status }]] as const)(
      'refuses what is not there: %j',
      async (write) => {
        const { writer } = await subject.open();

        const error: unknown = await writer.write(write, PATIENT).catch((one: unknown) => one);

        expect(error).toBeInstanceOf(Fault);
        expect(error).toMatchObject({ refused: true });
      },
    );

    // An inventory alone has no accounts to be spared or to be written at the same time.
    if (isRefused('disable')) return;

    it('changes nobody else', async () => {
      const { reader, writer } = await subject.open();
      const before = await reader.read(AT);

      await writer.write({ kind: 'disable', account: account('a-1') }, 1000);
      const after = await reader.read(AT);

      const others = (accounts: typeof before.accounts) => accounts.filter((one) => one.id !== account('a-1'));
      expect(others(after.accounts)).toEqual(others(before.accounts));
      expect(after.assets).toEqual(before.assets);
      expect(after.digest).not.toBe(before.digest);
    });

    it('carries out writes that come at the same time, all of them', async () => {
      const { reader, writer } = await subject.open();

      const writes: readonly Write[] = [
        { kind: 'disable', account: account('a-1') },
        { kind: 'groups', account: account('a-1'), remove: entitlements('vpn'), add: [] },
        { kind: 'disable', account: account('a-3') },
      ];
      await Promise.all(writes.filter(({ kind }) => !isRefused(kind)).map((write) => writer.write(write, 1000)));

      const { accounts } = await reader.read(AT);
      expect(accounts.map((one) => one.enabled)).toEqual(removes ? [] : [false, false, false]);
      if (!removes) expect(accounts[0]).toMatchObject(inGroups(['sales']));
    });
  });
}
