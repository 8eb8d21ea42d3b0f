/** Carries a plan out on the world of a test, as if every write succeeded and was seen: what the next plan then starts from. */
import type { Change } from '../../../reconciler/model/change.ts';
import type { Memory, VerifiedChange } from '../../../reconciler/model/memory.ts';
import type { Account, Snapshot } from '../../../reconciler/model/observed.ts';
import type { Plan } from '../../../reconciler/model/plan.ts';
import type { PlanInput } from '../../../reconciler/plan/input.ts';

/** What of these is left, and what is new, when a change leads from one list to another: others keep what they gave meanwhile. */
function moved<T extends string>(now: readonly T[], before: readonly T[] = [], after: readonly T[] = []): T[] {
  return [...now.filter((one) => !before.includes(one) || after.includes(one)), ...after.filter((one) => !before.includes(one))];
}

function changed(account: Account, change: Change): Account {
  if (!('account' in change)) return account;
  const { before, after } = change;
  const sessions = change.kind === 'sessions' ? 0 : (account.sessions ?? null);
  const groups = account.groups === null ? null : moved(account.groups, before.groups, after.groups);
  const seats = (account.licences ?? []).filter((one) => one.viaGroup === null).map((one) => one.id);
  const left = new Set(moved(seats, before.licences, after.licences));
  const licences = account.licences?.filter((one) => one.viaGroup !== null || left.has(one.id)) ?? null;
  const replies = after.reply === undefined || account.replyUntil === undefined ? {} : { replyUntil: after.reply?.until ?? null };
  const endDay = after.endDay === undefined ? account.endDay : after.endDay;
  return {
    ...account,
    sessions,
    enabled: after.enabled ?? account.enabled,
    groups,
    licences,
    ...(endDay === undefined ? {} : { endDay }),
    ...replies,
    ...(after.place === undefined ? {} : { place: PLACES[after.place] }),
  };
}

/** Where accounts of leavers lie in these worlds, and where they lay before. */
const PLACES = { leavers: 'OU=Left', earlier: 'OU=Syd' } as const;

function withAccounts(snapshot: Snapshot, changes: readonly Change[]): Snapshot {
  const byId = new Map(snapshot.byId);
  for (const change of changes) {
    const account = 'account' in change ? byId.get(change.account) : undefined;
    if (account !== undefined && change.by === 'reconciler') byId.set(account.id, changed(account, change));
  }
  return { ...snapshot, byId, reading: { ...snapshot.reading, accounts: [...byId.values()] } };
}

function remembered(memory: Memory, plan: Plan): Memory {
  const verified = new Map(memory.verified);
  const handedOver = new Map(memory.handedOver);
  const removals = [...memory.removals];
  for (const change of plan.changes) {
    const { id, person, system, kind, cause } = change;
    const account = ('account' in change ? change.account : change.asset) as VerifiedChange['account'];
    const at = plan.asOf;
    if (change.by === 'reconciler') {
      verified.set(id, {
        change: id,
        person,
        system,
        account,
        kind,
        cause,
        at,
        run: 'tonight',
        before: { ...change.before },
        sealed: null,
        ...('reply' in change.after ? { replyUntil: change.after.reply?.until ?? null } : {}),
      });
    } else handedOver.set(id, { change: id, person, system, account, kind, after: { ...change.after }, at, run: 'tonight' });
    if (person !== null) removals.push({ person, system, class: change.class, at, change: id });
  }
  return { ...memory, verified, handedOver, removals };
}

/** The input of a plan made right after this one was carried out. */
export function carryOut(input: PlanInput, plan: Plan): PlanInput {
  const observed = new Map(
    [...input.observed].map(([id, snapshot]) => [
      id,
      withAccounts(
        snapshot,
        plan.changes.filter((one) => one.system === id),
      ),
    ]),
  );
  const now = (system: PlanInput['correlation']['links'][number]['system'], account: Account | null) =>
    account === null ? null : (observed.get(system)?.byId.get(account.id) ?? null);
  const links = input.correlation.links.map((link) => ({ ...link, account: now(link.system, link.account) }));
  return { ...input, observed, memory: remembered(input.memory, plan), correlation: { ...input.correlation, links } };
}
