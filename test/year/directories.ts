/** The systems of the practice company as a watched process reaches them: the practice worlds on disk, with everything that a directory may be able to do. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../../reconciler/model/observed.ts';
import { openReader, openWriter } from '../../reconciler/systems/registry.ts';
import { fakeClock } from '../fakes/clock.ts';
import type { Systems } from '../simulator/watched.ts';

/** The directories that have accounts in a world file. */
export const DIRECTORIES = ['ad', 'm365', 'crm'] as const;

interface WorldFile {
  abilities?: Readonly<Record<string, unknown>>;
  readonly accounts?: Record<string, unknown>[];
}

function change(exports: string, system: string, edit: (world: WorldFile) => void): void {
  const path = join(exports, `${system}.json`);
  const world = JSON.parse(readFileSync(path, 'utf8')) as WorldFile;
  edit(world);
  writeFileSync(path, JSON.stringify(world, null, 2));
}

/** Has the directory keep last days and a place for leavers, and the mail system answer senders. New accounts get theirs every evening. */
export function giveAbilities(exports: string): void {
  change(exports, 'ad', (world) => {
    world.abilities = { lastDays: true, leaversPlace: 'OU=Slutat,DC=latsas' };
    for (const account of world.accounts ?? []) {
      account['place'] ??= 'OU=Personal,DC=latsas';
      if (account['endDay'] === undefined) account['endDay'] = null;
    }
  });
  change(exports, 'm365', (world) => {
    world.abilities = { mailboxes: true };
    for (const account of world.accounts ?? []) if (account['replyUntil'] === undefined) account['replyUntil'] = null;
  });
}

/** The directories, read from disk whenever their file has changed. */
export function practiceSystems(exports: string): Systems {
  const known = new Map<string, { readonly stamp: string; readonly accounts: ReadonlyMap<string, Account> }>();
  const runtime = { exports, credential: () => null, clock: fakeClock() };
  return {
    reader: (system) => openReader(system, runtime),
    writer: (system) => openWriter(system, runtime),
    isSpoilt: () => false,
    all(system) {
      if (!DIRECTORIES.some((one) => one === system)) return new Map();
      const path = join(exports, `${system}.json`);
      const { mtimeMs, ino, size } = statSync(path);
      const stamp = `${mtimeMs}/${ino}/${size}`;
      const found = known.get(system);
      if (found?.stamp === stamp) return found.accounts;
      const { accounts } = JSON.parse(readFileSync(path, 'utf8')) as { accounts: Account[] };
      const read = { stamp, accounts: new Map(accounts.map((one) => [one.id as string, one])) };
      known.set(system, read);
      return read.accounts;
    },
  };
}
