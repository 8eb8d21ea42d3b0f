/** I10: an undo puts back every attribute that is still as we left it and still permitted, touches no other, and lists the rest. A sign-in is given back only where we took it. */
import type { Account } from '../../../reconciler/model/observed.ts';
import type { ProcessSeen, Watch, WriteSeen } from '../seen.ts';
import { type Facts, factsAt, isAway, isOver, ownersOf } from '../truth.ts';

/** What a run did to one account: how it was before its first write, and after its last. */
interface Taken {
  readonly system: string;
  readonly id: string;
  readonly before: Account;
  readonly after: Account;
}

function takenBy({ writes }: Watch, run: string): Taken[] {
  const found = new Map<string, Taken>();
  for (const { run: of, system, account, after, write } of writes) {
    if (of !== run || account === null || after === null || !('account' in write)) continue;
    const key = `${system}/${account.id}`;
    found.set(key, { system, id: account.id, before: found.get(key)?.before ?? account, after });
  }
  return [...found.values()];
}

function groupsOf(account: Account): readonly string[] {
  return account.groups ?? [];
}

/** True when a run announced the end of an open sign-in and died, or got no answer: whether it or somebody else then ended it is not to be told. */
function mayBeOurs({ chain }: Watch, system: string, account: string): boolean {
  return chain.runs.some(({ records }) =>
    records.some(
      (one) =>
        one.type === 'intent' &&
        one.kind === 'disable' &&
        one.system === system &&
        one.account === account &&
        one.capture.open['enabled'] === true &&
        !records.some((other) => other.type === 'outcome' && other.change === one.change && other.detail !== 'answer-lost'),
    ),
  );
}

/** True when a run announced to open it after that, and died or got no answer: whether it did, and somebody closed it since, is not to be told. */
function mayHaveBeenOpened(
  { chain }: Watch,
  about: { readonly system: string; readonly account: string; readonly since: number },
): boolean {
  return chain.runs.some(({ records }) =>
    records.some(
      (one) =>
        one.type === 'intent' &&
        one.kind === 'enable' &&
        one.system === about.system &&
        one.account === about.account &&
        Date.parse(one.at) > about.since &&
        !records.some((other) => other.type === 'outcome' && other.change === one.change && other.outcome !== 'unverifiable'),
    ),
  );
}

/** True when a later run saw open what a run that died had announced to close: by then somebody else had opened it, and a close after that is theirs. */
function wasSeenOpen({ chain }: Watch, run: string, taken: Taken): boolean {
  const end = `/${taken.system}/${taken.id}`;
  const isDead = (change: string) =>
    change.startsWith('disable/') &&
    change.endsWith(end) &&
    chain.runs.some((one) => one.run === run && one.records.some((record) => record.type === 'intent' && record.change === change));
  return chain.runs.some(({ records }) =>
    records.some((one) => one.type === 'outcome' && one.outcome === 'superseded' && one.detail === 'planned-again' && isDead(one.change)),
  );
}

/** Before each write: nobody's sign-in comes back who has left, or from whom somebody else took it. */
export function givesBackOnlyWhatWasTaken(watch: Watch, seen: WriteSeen): string[] {
  const { write, system, account, at } = seen;
  if (write.kind !== 'enable' || account === null) return [];
  const facts = factsAt(watch.git, seen.head);
  const wrong: string[] = [];
  const owners = ownersOf(facts, { system, id: account.id, login: account.login });
  if (owners.length !== 1 || owners.some((person) => isOver(facts, person, at)))
    wrong.push(`${system}/${account.id} is opened, and its owner has left`);
  // Who ends it between our last look and our write is not to be told from us.
  const ours = watch.writes.some(
    (one) =>
      one.system === system &&
      one.write.kind === 'disable' &&
      one.account?.id === account.id &&
      (one.account.enabled === true || one.read?.enabled === true),
  );
  if (!ours && !mayBeOurs(watch, system, account.id)) wrong.push(`${system}/${account.id} is opened, and we never closed it`);
  const byHand = watch.byHand.get(`${system}/${account.id}`);
  const last = watch.writes.findLast((one) => one.system === system && one.account?.id === account.id && one.write.kind === 'disable');
  const isTold = last === undefined || !mayHaveBeenOpened(watch, { system, account: account.id, since: last.at });
  if (byHand !== undefined && last !== undefined && byHand > last.at && isTold)
    wrong.push(`${system}/${account.id} is opened, and somebody closed it by hand since`);
  return wrong;
}

/** Whether the sign-in may come back by the files as they are. */
function isPermitted(facts: Facts, taken: Taken, about: { person: string; at: number }): boolean {
  const owners = ownersOf(facts, { system: taken.system, id: taken.id, login: taken.before.login });
  const [owner] = owners;
  if (owners.length !== 1 || owner?.id !== about.person) return false;
  return !isOver(facts, owner, about.at) && !isAway(facts, owner, { at: about.at, what: 'suspend' });
}

/** After an undo. */
export function putsBackWhatIsOurs(watch: Watch, seen: ProcessSeen): string[] {
  const { undo, ended } = seen;
  if (undo === null || ended.view === null) return [];
  const facts = factsAt(watch.git, seen.from);
  const wrong: string[] = [];
  // The runner has the key: whatever was taken was captured, and can be opened.
  const reasons = ended.view.plan.held.filter((one) => one.releasedBy !== 'not-captured');
  const listed = new Set(reasons.map(({ change }) => ('account' in change ? `${change.system}/${change.account}` : '')));
  // What the last look showed otherwise was left as it is, and its outcome says so.
  for (const { outcome, system, account } of ended.view.outcomes) if (outcome !== 'verified') listed.add(`${system}/${account}`);
  for (const taken of takenBy(watch, undo.of)) {
    const start = seen.before(taken.system, taken.id);
    const now = watch.truth(taken.system, taken.id);
    if (start === null || now === null) continue;
    const where = `${taken.system}/${taken.id}`;
    const isOpened = start.enabled === false && now.enabled === true;
    if (isOpened && taken.after.enabled !== false) wrong.push(`${where} is opened, and that run did not close it`);
    // What somebody adds or takes by hand meanwhile is not ours.
    const written = seen.writes.flatMap(({ system, write }) =>
      write.kind === 'groups' && system === taken.system && write.account === taken.id ? [write] : [],
    );
    for (const one of written.flatMap(({ add }) => add)) {
      if (!groupsOf(taken.before).includes(one) || groupsOf(taken.after).includes(one))
        wrong.push(`${where} gets ${one}, which that run did not take`);
    }
    for (const one of written.flatMap(({ remove }) => remove)) wrong.push(`${where} loses ${one} by an undo`);
    for (const kept of ['endDay', 'place'] as const) {
      if (start[kept] !== taken.after[kept] && now[kept] !== start[kept])
        wrong.push(`${where}: ${kept} was changed since, and is changed back`);
      if (now[kept] !== start[kept] && now[kept] !== taken.before[kept]) wrong.push(`${where}: ${kept} is not what it was before that run`);
    }
    const wasClosed = taken.before.enabled === true && taken.after.enabled === false && start.enabled === false;
    const isOurs = wasClosed && !wasSeenOpen(watch, undo.of, taken);
    const isOwed = isOurs && isPermitted(facts, taken, { person: undo.person, at: seen.startedAt });
    if (isOwed && seen.isClean && now.enabled !== true && !listed.has(where))
      wrong.push(`${where} is not opened again, and nothing says why`);
  }
  return wrong;
}
