/** One write, carried out on a practice world file. */
import type { Write } from '../../ports.ts';
import { Fault } from '../../ports.ts';
import type { PracticeSystem, WorldFile } from './client.ts';
import { type World, WorldAccount, WorldAsset } from './wire.ts';

interface About {
  readonly system: PracticeSystem;
  /** The day that a licence given back is assigned on. */
  readonly today: string;
}

type AccountWrite = Extract<Write, { account: string }>;
type AssetWrite = Extract<Write, { asset: string }>;

function withLists(one: WorldAccount, write: Extract<AccountWrite, { kind: 'groups' | 'licences' }>, about: About): WorldAccount {
  const isGone = (id: string) => write.remove.some((each) => each === id);
  const licences = one.licences ?? [];
  if (write.kind === 'groups') {
    const kept = (one.groups ?? []).filter((group) => !isGone(group));
    const added = write.add.filter((group) => !kept.includes(group));
    const held = licences.filter((licence) => licence.viaGroup === null || licence.viaGroup === undefined || !isGone(licence.viaGroup));
    return { ...one, groups: [...kept, ...added], licences: held };
  }
  const isInherited = licences.some((held) => isGone(held.id) && held.viaGroup !== null && held.viaGroup !== undefined);
  if (isInherited) {
    throw new Fault('a licence that a group gives cannot be taken off directly', {
      where: about.system.id,
      operation: 'licences',
      refused: true,
    });
  }
  const kept = licences.filter((held) => !isGone(held.id));
  const added = write.add.filter((id) => !kept.some((held) => held.id === id));
  const given = added.map((id) => ({ id, viaGroup: null, assignedOn: about.today as NonNullable<WorldAccount['createdOn']> }));
  return { ...one, licences: [...kept, ...given] };
}

function changedAccount(one: WorldAccount, write: AccountWrite, about: About): WorldAccount {
  switch (write.kind) {
    case 'disable':
      return { ...one, enabled: false };
    case 'enable':
      return { ...one, enabled: true };
    case 'sessions':
      return { ...one, sessions: 0 };
    case 'groups':
    case 'licences':
      return withLists(one, write, about);
    case 'end-day':
      return { ...one, endDay: write.day };
    case 'place':
      return { ...one, place: write.to };
    case 'mailbox':
      return { ...one, replyUntil: write.reply?.until ?? null, reply: write.reply?.text ?? null };
    default:
      return write satisfies never;
  }
}

/** What is checked out is in use, as inventories show it; one that has no status gets none. */
function changedAsset(one: WorldAsset, write: AssetWrite, system: PracticeSystem): WorldAsset {
  if (write.kind === 'check-in') return { ...one, holder: '', status: write.status };
  if (write.kind === 'status') return one.holder === '' ? { ...one, status: write.status } : refuse(system, write.kind, 'somebody has it');
  const status = (one.status ?? null) === null ? {} : { status: 'in-use' };
  return { ...one, holder: write.holder, ...status };
}

function refuse(system: PracticeSystem, operation: string, text: string): never {
  throw new Fault(text, { where: system.id, operation, refused: true });
}

/** The records with one of them changed. Refuses when there is no such record. */
function replaceOne(records: readonly unknown[], id: string, change: (record: unknown) => unknown): unknown[] | null {
  const index = records.findIndex((one) => typeof one === 'object' && one !== null && 'id' in one && String(one.id) === id);
  return index < 0 ? null : records.with(index, change(records[index]));
}

function isAccount(record: unknown, id: string): boolean {
  return typeof record === 'object' && record !== null && 'id' in record && record.id === id;
}

/** What not every world can do is done only where its file says so. */
function isOffered({ abilities }: World, kind: Write['kind']): boolean {
  if (kind === 'end-day') return abilities?.lastDays === true;
  if (kind === 'mailbox') return abilities?.mailboxes === true;
  return kind !== 'place' || abilities?.leaversPlace !== undefined;
}

function changedWorld(world: World, write: Write, about: About): World {
  const absent = () => refuse(about.system, write.kind, 'there is no such record');
  if ('account' in write) {
    if (!isOffered(world, write.kind)) refuse(about.system, write.kind, 'the world file does not say that it can');
    const accounts = replaceOne(world.accounts ?? [], write.account, (record) => {
      const parsed = WorldAccount.safeParse(record);
      return parsed.success ? changedAccount(parsed.data, write, about) : refuse(about.system, write.kind, 'the record cannot be read');
    });
    if (accounts === null) return absent();
    const isDeleting = write.kind === 'disable' && world.abilities?.disabled === 'deleted';
    return { ...world, accounts: isDeleting ? accounts.filter((record) => !isAccount(record, write.account)) : accounts };
  }
  const assets = replaceOne(world.assets ?? [], write.asset, (record) => {
    const parsed = WorldAsset.safeParse(record);
    return parsed.success ? changedAsset(parsed.data, write, about.system) : refuse(about.system, write.kind, 'the record cannot be read');
  });
  return assets === null ? absent() : { ...world, assets };
}

/** Carries out one write and saves the world. Throws Fault; one that is not `refused` leaves the outcome unknown. */
export async function writeWorld(file: WorldFile, write: Write, about: About): Promise<void> {
  const world = await file.load();
  const target = 'account' in write ? write.account : write.asset;
  if (world.tenant !== about.system.tenant) refuse(about.system, write.kind, 'another tenant answered');
  if (world.faults?.refuseWrites?.includes(target) === true) refuse(about.system, write.kind, 'the system refused the change');
  await file.save(changedWorld(world, write, about));
  if (world.faults?.loseAnswers?.includes(target) === true) {
    throw new Fault('no answer came', { where: about.system.id, operation: write.kind });
  }
}
