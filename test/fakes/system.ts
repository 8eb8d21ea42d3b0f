/** An outside system in memory, with every failure that a real one can have: the reader and the writer of tests. */
import type { Account, Asset, Attribute, Reading, Seats, SourcePerson } from '../../reconciler/model/observed.ts';
import { Fault, type SystemReader, type SystemWriter, type Write } from '../../reconciler/ports.ts';
import type { Entitlement, ForeignId, Instant, SystemId } from '../../schemas/primitives.ts';
import { account, asset, digestOf, type FakeAccount, type FakeAsset, type FakePerson, sourcePerson } from './records.ts';

/** The four things a fake can be asked. */
export type Operation = 'read' | 'readAccount' | 'readAsset' | 'write';

/** How a call goes wrong.
 * - `refused`: nothing happened, and the system says so (401, 403); not worth repeating.
 * - `busy`: nothing happened, and the system says so (429, 503); worth repeating, asks for a second's pause.
 * - `lost-request`: nothing happened, and no answer came.
 * - `lost-answer`: it happened, and no answer came (for reads: as `lost-request`).
 * - `no-right`: nothing happened for want of a right. `others`: it happened, and to others too, who were put back (writes only).
 * - `silent`: the system says that it happened, and nothing did (writes only).
 * - `bug`: throws something that is no Fault.
 */
export type How = 'refused' | 'busy' | 'lost-request' | 'lost-answer' | 'no-right' | 'others' | 'silent' | 'bug';

/** One failure to come: of an operation, perhaps of one kind of write and of one target, from the n-th such call (from 1) for a number of calls. */
export interface Failure {
  readonly operation: Operation;
  readonly kind?: Write['kind'];
  readonly target?: string;
  readonly nth?: number;
  readonly times?: number;
  readonly how: How;
  /** Milliseconds that `busy` asks to wait. Default: 1000. */
  readonly after?: number;
}

/** One call the fake was given, in order. `done` is true when the world was changed by it. */
export interface Call {
  readonly operation: Operation;
  readonly target: string | null;
  readonly write: Write | null;
  done: boolean;
  failed: How | null;
}

/** What a fake is made of. */
export interface FakeSystemOptions {
  readonly system?: string;
  readonly tenant?: string | null;
  readonly accounts?: readonly FakeAccount[];
  readonly assets?: readonly FakeAsset[];
  readonly people?: readonly FakePerson[];
  readonly seats?: readonly { readonly licence: string; readonly bought: number }[];
  readonly provides?: readonly Attribute[];
}

/** How readings are spoilt; a test changes these fields at any time. */
export interface Spoil {
  /** The tenant that answers; undefined is the right one. */
  tenant?: string | null;
  /** Only the first that many accounts come (the page chain breaks) and `ended` is false. */
  truncateAt?: number;
  /** Only every second account comes, and the total agrees with it (rights to see the rest are gone). */
  halve?: boolean;
  /** Nothing comes, and the total agrees with it. */
  empty?: boolean;
  /** This account comes twice and the last one not at all: the total agrees. */
  twice?: string;
  /** The total the system claims. */
  total?: number | null;
  /** These attributes come as null for everybody. */
  blank?: readonly Attribute[];
  /** Enabled and disabled change places. */
  flip?: boolean;
  /** Sentences as a reader gives them for what it could not parse. */
  problems?: readonly string[];
  /** When the content was true; undefined is now. */
  freshAt?: Instant | null;
}

const ALL: readonly Attribute[] = ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse', 'holder', 'dates'];

/** A fake system: its world, its two ports, what it was asked, and how it fails. */
export class FakeSystem implements SystemReader, SystemWriter {
  readonly system: SystemId;
  readonly tenant: string | null;
  readonly accounts = new Map<string, Account>();
  readonly assets = new Map<string, Asset>();
  readonly people = new Map<string, SourcePerson>();
  seats: Seats[] = [];
  provides: readonly Attribute[];
  readonly calls: Call[] = [];
  readonly failures: Failure[] = [];
  spoil: Spoil = {};
  /** The next that many single reads show the account as it was before its last write. */
  staleReads = 0;
  /** Called before every call: the place to merge a commit, steal a lock or jump a clock between two port calls. */
  before: (call: Call) => void | Promise<void> = () => {};
  private readonly earlier = new Map<string, Account>();
  private readonly counts = new Map<Failure, number>();
  private pause = 1000;

  constructor(options: FakeSystemOptions = {}) {
    this.system = (options.system ?? 'ad') as SystemId;
    this.tenant = options.tenant === undefined ? `${this.system}-tenant` : options.tenant;
    for (const one of options.accounts ?? []) this.put(one);
    for (const one of options.assets ?? []) this.assets.set(one.id, asset(one));
    for (const one of options.people ?? []) this.people.set(one.id, sourcePerson(one));
    this.seats = (options.seats ?? []).map((one) => ({ licence: one.licence as Entitlement, bought: one.bought }));
    this.provides = options.provides ?? ALL;
  }

  /** Adds or replaces an account by hand, as an administrator would. */
  put(given: FakeAccount): void {
    this.accounts.set(given.id, account(given));
  }

  /** Changes an account by hand, as an administrator would. */
  edit(id: string, change: Partial<Account>): void {
    const one = this.accounts.get(id);
    if (one === undefined) throw new Error(`the fake ${this.system} has no account ${id}`);
    this.accounts.set(id, { ...one, ...change });
  }

  /** Registers a failure to come. */
  fail(failure: Failure): void {
    this.failures.push(failure);
  }

  /** The writes that changed the world, in order. */
  get written(): readonly Write[] {
    return this.calls.flatMap((call) => (call.done && call.write !== null ? [call.write] : []));
  }

  async read(at: Instant): Promise<Reading> {
    const call = await this.begin({ operation: 'read', target: null, write: null, done: false, failed: null });
    if (call.failed !== null) this.throwFor(call, call.failed);
    const accounts = this.spoilt();
    const assets = this.spoil.empty === true ? [] : [...this.assets.values()];
    const people = this.spoil.empty === true ? [] : [...this.people.values()];
    const content = { accounts, assets, people, seats: this.seats };
    const truncated = this.spoil.truncateAt !== undefined;
    const honest = truncated ? this.accounts.size + this.assets.size + this.people.size : accounts.length + assets.length + people.length;
    return {
      system: this.system,
      tenant: this.spoil.tenant === undefined ? this.tenant : this.spoil.tenant,
      readAt: at,
      freshAt: this.spoil.freshAt === undefined ? at : this.spoil.freshAt,
      total: this.spoil.total === undefined ? honest : this.spoil.total,
      ended: !truncated,
      pages: 1,
      ...content,
      provides: this.provides,
      problems: this.spoil.problems ?? [],
      digest: digestOf(content),
    };
  }

  async readAccount(id: ForeignId): Promise<Account | null> {
    const call = await this.begin({ operation: 'readAccount', target: id, write: null, done: false, failed: null });
    if (call.failed !== null) this.throwFor(call, call.failed);
    this.checkTenant(call);
    if (this.staleReads > 0 && this.earlier.has(id)) {
      this.staleReads -= 1;
      return this.earlier.get(id) ?? null;
    }
    return this.accounts.get(id) ?? null;
  }

  async readAsset(id: string): Promise<Asset | null> {
    const call = await this.begin({ operation: 'readAsset', target: id, write: null, done: false, failed: null });
    if (call.failed !== null) this.throwFor(call, call.failed);
    return this.assets.get(id) ?? null;
  }

  async write(write: Write, _timeout: number): Promise<void> {
    const target = 'account' in write ? write.account : write.asset;
    const call = await this.begin({ operation: 'write', target, write, done: false, failed: null });
    const how = call.failed;
    if (how === 'silent') return;
    if (how !== null && how !== 'lost-answer' && how !== 'others') this.throwFor(call, how);
    this.checkTenant(call);
    this.carryOut(write);
    call.done = true;
    if (how === 'lost-answer' || how === 'others') this.throwFor(call, how);
  }

  private async begin(call: Call): Promise<Call> {
    await this.before(call);
    call.failed = this.failureOf(call);
    this.calls.push(call);
    return call;
  }

  private failureOf(call: Call): How | null {
    for (const failure of this.failures) {
      if (failure.operation !== call.operation) continue;
      if (failure.target !== undefined && failure.target !== call.target) continue;
      if (failure.kind !== undefined && failure.kind !== call.write?.kind) continue;
      const count = (this.counts.get(failure) ?? 0) + 1;
      this.counts.set(failure, count);
      const first = failure.nth ?? 1;
      if (count < first || count >= first + (failure.times ?? 1)) continue;
      this.pause = failure.after ?? 1000;
      return failure.how;
    }
    return null;
  }

  private throwFor(call: Call, how: How): never {
    if (how === 'bug') throw new TypeError('the fake was told to have a bug');
    const about = { where: this.system, operation: call.operation };
    if (how === 'no-right') throw new Fault('the right is missing', { ...about, refused: true, meaning: 'no-right' });
    if (how === 'others') throw new Fault('others were taken along', { ...about, meaning: 'others-put-back' });
    if (how === 'refused') throw new Fault('the system refused', { ...about, refused: true });
    if (how === 'busy') throw new Fault('the system is busy', { ...about, refused: true, retryable: true, retryAfter: this.pause });
    throw new Fault('no answer came', { ...about, retryable: call.operation !== 'write' });
  }

  /** Single records of another tenant are never shown or written. */
  private checkTenant(call: Call): void {
    if (this.spoil.tenant === undefined || this.spoil.tenant === this.tenant) return;
    throw new Fault('another tenant answered', { where: this.system, operation: call.operation, refused: true });
  }

  private spoilt(): Account[] {
    let accounts = [...this.accounts.values()];
    const { truncateAt, halve, empty, twice, blank, flip } = this.spoil;
    if (empty === true) accounts = [];
    if (halve === true) accounts = accounts.filter((_, index) => index % 2 === 0);
    if (truncateAt !== undefined) accounts = accounts.slice(0, truncateAt);
    const double = twice === undefined ? undefined : this.accounts.get(twice);
    if (double !== undefined) accounts = [...accounts.slice(0, -1), double];
    if (flip === true) accounts = accounts.map((one) => ({ ...one, enabled: one.enabled === null ? null : !one.enabled }));
    return blank === undefined ? accounts : accounts.map((one) => blanked(one, blank));
  }

  private carryOut(write: Write): void {
    if ('asset' in write) {
      const device = this.assets.get(write.asset);
      if (device === undefined) throw new Fault('there is no such record', { where: this.system, operation: 'write', refused: true });
      if (write.kind === 'status' && device.holder !== '')
        throw new Fault('somebody has it', { where: this.system, operation: 'write', refused: true });
      const change =
        write.kind === 'status'
          ? { status: write.status }
          : write.kind === 'check-in'
            ? { holder: '', status: write.status }
            : { holder: write.holder };
      this.assets.set(write.asset, { ...device, ...change });
      return;
    }
    const one = this.accounts.get(write.account);
    if (one === undefined) throw new Fault('there is no such account', { where: this.system, operation: 'write', refused: true });
    this.earlier.set(write.account, one);
    this.accounts.set(write.account, written(one, write));
  }
}

function blanked(one: Account, blank: readonly Attribute[]): Account {
  return {
    ...one,
    ...(blank.includes('status') ? { enabled: null } : {}),
    ...(blank.includes('groups') ? { groups: null } : {}),
    ...(blank.includes('roles') ? { roles: null } : {}),
    ...(blank.includes('licences') ? { licences: null } : {}),
    ...(blank.includes('lastUse') ? { lastUse: null } : {}),
  };
}

function written(one: Account, write: Extract<Write, { account: ForeignId }>): Account {
  switch (write.kind) {
    case 'disable':
      return { ...one, enabled: false };
    case 'enable':
      return { ...one, enabled: true };
    case 'sessions':
      return { ...one, sessions: 0 };
    case 'end-day':
      return { ...one, endDay: write.day };
    case 'place':
      return { ...one, place: write.to };
    case 'mailbox':
      return one.replyUntil === undefined ? one : { ...one, replyUntil: write.reply?.until ?? null };
    case 'groups': {
      const kept = (one.groups ?? []).filter((group) => !write.remove.includes(group) && !write.add.includes(group));
      return { ...one, groups: [...kept, ...write.add] };
    }
    case 'licences': {
      if ((one.licences ?? []).some((held) => held.viaGroup !== null && write.remove.includes(held.id))) {
        throw new Fault('a group gives the licence', { where: 'fake', operation: 'write', refused: true });
      }
      const kept = (one.licences ?? []).filter((held) => !write.remove.includes(held.id) && !write.add.includes(held.id));
      return { ...one, licences: [...kept, ...write.add.map((id) => ({ id, viaGroup: null, assignedOn: null }))] };
    }
    default:
      throw new Error(`the fake cannot write ${String(write satisfies never)}`);
  }
}

/** A fake system from a few words. */
export function fakeSystem(options: FakeSystemOptions = {}): FakeSystem {
  return new FakeSystem(options);
}
