/** What every reader of a system must do, whatever stands behind it. */
import { describe, expect, it } from 'vitest';
import type { Account, Asset, Attribute, Reading } from '../../../reconciler/model/observed.ts';
import { Fault, type SystemReader } from '../../../reconciler/ports.ts';
import type { ForeignId, Instant } from '../../../schemas/primitives.ts';

export const AT = '2027-01-04T01:00:00Z' as Instant;

/** The world that every adapter must be able to show: three accounts and two devices. */
export const WORLD = {
  tenant: 'exempel-test',
  accounts: [
    {
      id: 'a-1',
      login: 'testper',
      email: 'per@exempel.example',
      enabled: true,
      groups: ['sales', 'vpn'],
      roles: ['user'],
      licences: ['E3'],
      lastUse: '2026-12-30',
    },
    {
      id: 'a-2',
      login: 'testada',
      email: null,
      enabled: false,
      groups: ['sales'],
      roles: ['user', 'admin'],
      licences: ['E3'],
      lastUse: '2026-11-01',
    },
    {
      id: 'a-3',
      login: 'testbo',
      email: null,
      enabled: true,
      groups: ['sales'],
      roles: ['user'],
      licences: ['E3', 'VISIO'],
      lastUse: 'never',
    },
  ],
  assets: [
    { id: '311', tag: 'LT-0001', serial: 'PF1', holder: 'testper', status: 'Deployed' },
    { id: '312', tag: 'LT-0002', serial: null, holder: '', status: 'Ready' },
  ],
} as const;

/** What a reader shows of the world: its own ids, and null for what it cannot show. */
export interface ShownWorld {
  readonly tenant: string;
  readonly accounts: readonly { readonly id: string; readonly groups: unknown; readonly lastUse: unknown }[];
  readonly assets: readonly { readonly id: string; readonly status: string }[];
}

/** One way of standing behind the port. `open` makes the world anew each time. */
export interface ReaderSubject {
  readonly name: string;
  /** The world as this reader shows it, where that is not as it stands here; `provides` likewise. */
  readonly world?: ShownWorld;
  readonly provides?: readonly Attribute[];
  /** An account id that could be one of its own and is none. */
  readonly absent?: string;
  open(): Promise<SystemReader>;
  /** A reader of something that cannot be read at all. */
  openBroken(): Promise<SystemReader>;
}

function sorted<T extends { readonly id: string }>(records: readonly T[]): readonly T[] {
  return records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function shown(account: Account): unknown {
  const { id, login, email, enabled, groups, roles, licences, lastUse } = account;
  return { id, login, email, enabled, groups, roles, licences: licences?.map((held) => held.id) ?? null, lastUse };
}

function shownAsset({ id, tag, serial, holder, status }: Asset): unknown {
  return { id, tag, serial, holder, status };
}

const PROVIDES: readonly Attribute[] = ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse', 'holder'];

/** The suite. */
export function readerSuite(subject: ReaderSubject): void {
  const world: ShownWorld = subject.world ?? WORLD;
  describe(`a reader: ${subject.name}`, () => {
    it('shows every record with every attribute, and nothing twice', async () => {
      const reading = await (await subject.open()).read(AT);

      expect(sorted(reading.accounts).map(shown)).toEqual(world.accounts);
      expect(sorted(reading.assets).map(shownAsset)).toEqual(world.assets);
      expect(reading).toMatchObject({ tenant: world.tenant, ended: true, problems: [], people: [] });
      expect([null, world.accounts.length + world.assets.length]).toContain(reading.total);
    });

    it('says what it can deliver', async () => {
      const reading = await (await subject.open()).read(AT);

      expect(reading.provides).toEqual(expect.arrayContaining([...(subject.provides ?? PROVIDES)]));
    });

    it('says when it read, and no later date for the content', async () => {
      const reading = await (await subject.open()).read(AT);

      expect(reading.readAt).toBe(AT);
      expect(reading.freshAt === null || reading.freshAt <= AT).toBe(true);
    });

    it('gives the same digest for the same content', async () => {
      const digests = await Promise.all([subject.open(), subject.open()].map(async (opened): Promise<Reading> => (await opened).read(AT)));

      expect(digests[0]?.digest).toMatch(/^[0-9a-f]{64}$/u);
      expect(digests[0]?.digest).toBe(digests[1]?.digest);
    });

    it('reads one account as the whole reading shows it, and null for one that is not there', async () => {
      const reader = await subject.open();

      const one = await reader.readAccount((world.accounts[1]?.id ?? 'a-2') as ForeignId);
      const none = await reader.readAccount((subject.absent ?? 'a-9') as ForeignId);

      expect(one === null ? null : shown(one)).toEqual(world.accounts[1] ?? null);
      expect(none).toBeNull();
    });

    it('reads one device likewise', async () => {
      const reader = await subject.open();

      const one = await reader.readAsset('311');
      const none = await reader.readAsset('999');

      expect(one === null ? null : shownAsset(one)).toEqual(world.assets[0] ?? null);
      expect(none).toBeNull();
    });

    it('that cannot be read brings home a problem, and throws a Fault for single records', async () => {
      const reader = await subject.openBroken();

      const outcome = await reader.read(AT).then(
        (reading) => ({ records: reading.accounts.length + reading.assets.length, isDoubtful: reading.problems.length > 0 }),
        (error: unknown) => ({ records: 0, isDoubtful: error instanceof Fault }),
      );

      expect(outcome).toEqual({ records: 0, isDoubtful: true });
      await expect(reader.readAccount('a-1' as ForeignId)).rejects.toBeInstanceOf(Fault);
      await expect(reader.readAsset('311')).rejects.toBeInstanceOf(Fault);
    });
  });
}
