/** What a practice world can do besides: keep last days, move leavers, answer mail, hide or delete disabled accounts. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Write } from '../../../reconciler/ports.ts';
import { openReader, openWriter } from '../../../reconciler/systems/registry.ts';
import type { Day } from '../../../schemas/primitives.ts';
import { AT, id, practiceSystem, usePracticeWorld } from './practice-world.ts';

const ID = id('a-1');
const { folder, runtime, world: put } = usePracticeWorld();
const system = practiceSystem();
const full = { lastDays: true, mailboxes: true, leaversPlace: 'OU=Left' };

async function world(abilities: object | undefined, account: object = {}): Promise<void> {
  const accounts = [
    { id: ID, enabled: true, ...account },
    { id: 'a-2', enabled: true },
  ];
  await put({ ...(abilities === undefined ? {} : { abilities }), accounts });
}

async function write(...writes: readonly Write[]): Promise<void> {
  const writer = await openWriter(system, runtime());
  for (const one of writes) await writer?.write(one, 1000);
}

const read = async () => (await openReader(system, runtime())).read(AT);
const readOne = async () => (await openReader(system, runtime())).readAccount(ID);

describe('a world that says what it can', () => {
  it('is read with it', async () => {
    await world(full, { endDay: null, place: 'OU=Syd', replyUntil: null });

    const reading = await read();

    expect(reading.abilities).toEqual({
      writes: ['disable', 'enable', 'sessions', 'groups', 'licences', 'check-in', 'check-out', 'status', 'end-day', 'mailbox', 'place'],
      disabled: 'disabled',
      leaversPlace: 'OU=Left',
    });
    expect(reading.accounts[0]).toMatchObject({ endDay: null, place: 'OU=Syd', replyUntil: null });
    expect(reading.accounts[1]).not.toHaveProperty('endDay');
  });

  it('does it', async () => {
    await world(full, { endDay: null, place: 'OU=Syd', replyUntil: null });
    const until = '2027-02-02' as Day;

    await write(
      { kind: 'end-day', account: ID, day: '2027-01-29' as Day },
      { kind: 'place', account: ID, to: 'OU=Left' },
      { kind: 'mailbox', account: ID, reply: { text: 'Closed.', until } },
    );

    expect(await readOne()).toMatchObject({ endDay: '2027-01-29', place: 'OU=Left', replyUntil: until });
    expect(await readFile(join(folder(), 'ad.json'), 'utf8')).toContain('"reply": "Closed."');

    await write({ kind: 'end-day', account: ID, day: null }, { kind: 'mailbox', account: ID, reply: null });

    expect(await readOne()).toMatchObject({ endDay: null, replyUntil: null });
  });

  it.each<Write>([
    { kind: 'end-day', account: ID, day: null },
    { kind: 'place', account: ID, to: 'OU=Left' },
    { kind: 'mailbox', account: ID, reply: null },
  ])('refuses what it does not say: $kind', async (one) => {
    await world(undefined);

    await expect(write(one)).rejects.toMatchObject({ refused: true });
  });
});

describe('a disabled account', () => {
  it('is not listed any more where the world hides it, and is there to be enabled by its id', async () => {
    await world({ disabled: 'hidden' });

    await write({ kind: 'disable', account: ID });

    expect((await read()).accounts.map((one) => one.id)).toEqual(['a-2']);
    expect(await read()).toMatchObject({ total: 1, abilities: { disabled: 'hidden' } });
    expect(await readOne()).toBeNull();

    await write({ kind: 'enable', account: ID });

    expect(await readOne()).toMatchObject({ enabled: true });
  });

  it('is gone for good where the world deletes it', async () => {
    await world({ disabled: 'deleted' });

    await write({ kind: 'disable', account: ID });

    expect((await read()).accounts.map((one) => one.id)).toEqual(['a-2']);
    await expect(write({ kind: 'enable', account: ID })).rejects.toMatchObject({ refused: true });
  });
});
