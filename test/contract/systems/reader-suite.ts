/** What every reader of a system must do, whatever stands behind it. */
import { describe, expect, it } from 'vitest';
import type { Account, Asset, Reading } from '../../../reconciler/model/observed.ts';
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

/** One way of standing behind the port. `open` makes the world anew each time. */
export interface ReaderSubject {
  readonly name: string;
  /** What of the world it can hold; everything when left out. */
  readonly holds?: readonly ('accounts' | 'assets')[];
  /** The id that a record of the world has there; its own when left out. */
  readonly idOf?: (id: string) => string;
  /** What a status of the world is called there. */
  readonly statusOf?: (status: string) => string;
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

const PROVIDED = {
  accounts: ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse'],
  assets: ['existence', 'status', 'holder'],
} as const;

/** The suite. */
export function readerSuite(subject: ReaderSubject): void {
  const { holds = ['accounts', 'assets'], idOf = (id: string) => id, statusOf = (status: string) => status } = subject;
  const accounts = holds.includes('accounts') ? WORLD.accounts : [];
  const assets = () => WORLD.assets.map((one) => ({ ...one, id: idOf(one.id), status: statusOf(one.status) }));

  describe(`a reader: ${subject.name}`, () => {
    it('shows every record with every attribute, and nothing twice', async () => {
      const reading = await (await subject.open()).read(AT);

      expect(sorted(reading.accounts).map(shown)).toEqual(accounts);
      expect(sorted(reading.assets).map(shownAsset)).toEqual(assets());
      expect(reading).toMatchObject({ tenant: WORLD.tenant, ended: true, problems: [], people: [] });
      expect([null, accounts.length + WORLD.assets.length]).toContain(reading.total);
    });

    it('says what it can deliver', async () => {
      const reading = await (await subject.open()).read(AT);

      expect(reading.provides).toEqual(expect.arrayContaining(holds.flatMap((kind) => PROVIDED[kind])));
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

    if (accounts.length > 0) {
      it('reads one account as the whole reading shows it, and null for one that is not there', async () => {
        const reader = await subject.open();

        const one = await reader.readAccount('a-2' as ForeignId);
        const none = await reader.readAccount('a-9' as ForeignId);

        expect(one === null ? null : shown(one)).toEqual(WORLD.accounts[1]);
        expect(none).toBeNull();
      });
    }

    it('reads one device likewise', async () => {
      const reader = await subject.open();

      const one = await reader.readAsset(idOf('311'));
      const none = await reader.readAsset('999999');

      expect(one === null ? null : shownAsset(one)).toEqual(assets()[0]);
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
      await expect(reader.readAsset(idOf('311'))).rejects.toBeInstanceOf(Fault);
    });
  });
}
