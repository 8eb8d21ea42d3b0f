/** I3: nothing is written to an account that is not declared, is disputed, protected or shared; nothing is destroyed under a hold; a hold keeps no sign-in open. */
import type { ProcessSeen, Watch, WriteSeen } from '../seen.ts';
import { type Facts, factsAt, isHeld, ownersOf } from '../truth.ts';

const DESTRUCTIVE: ReadonlySet<string> = new Set(['groups', 'licences', 'mailbox', 'place']);

interface Shielded {
  readonly system?: string | undefined;
  readonly id?: string | undefined;
  readonly login?: string | undefined;
  readonly role?: string | undefined;
}

function isMeant(rule: Shielded, seen: WriteSeen): boolean {
  const { account } = seen;
  if (account === null || (rule.system !== undefined && rule.system !== seen.system)) return false;
  const login = account.login?.toLowerCase();
  return (
    rule.id === account.id ||
    (rule.login !== undefined && rule.login.toLowerCase() === login) ||
    (account.roles ?? []).some((role) => role === rule.role)
  );
}

function isShielded({ guardrails }: Facts, seen: WriteSeen): boolean {
  const rules = [...(guardrails?.protected ?? []), ...(guardrails?.service ?? []), ...(guardrails?.shared ?? [])] as readonly Shielded[];
  return rules.some((rule) => isMeant(rule, seen));
}

/** The id that the last completed run saw recorded for the person; undefined when it knew none. */
function lastKnownId({ chain }: Watch, person: string, system: string): string | undefined {
  let found: string | undefined;
  const key = `${person}/${system}`;
  for (const { records } of chain.runs) {
    const close = records.find((one) => one.type === 'close');
    const forecast = records.find((one) => one.type === 'forecast');
    if (close?.type !== 'close' || close.exit === 130 || close.only !== null || forecast?.type !== 'forecast') continue;
    if (forecast.ids.gone.includes(key)) found = undefined;
    found = forecast.ids.set[key] ?? found;
  }
  return found;
}

/** Before each write. */
export function touchesNoneThatMustStay(watch: Watch, seen: WriteSeen): string[] {
  const { write, system, account, at } = seen;
  if (!('account' in write) || account === null) return [];
  const facts = factsAt(watch.git, seen.head);
  const wrong: string[] = [];
  if (facts.isFrozen || seen.process.isFrozen) wrong.push(`${write.kind} of ${system}/${account.id}: a freeze stands`);
  const say = (text: string) => wrong.push(`${write.kind} of ${system}/${account.id}: ${text}`);
  const owners = ownersOf(facts, { system, id: account.id, login: account.login });
  const isListed = facts.cleanups.some((list) => list.system === system && list.accounts.some((one) => one === account.id));
  if (owners.length === 0 && !isListed) say('nobody declares it');
  if (owners.length > 1) say('two people declare it');
  if (isShielded(facts, seen)) say('it is protected');
  const [owner] = owners;
  if (owner !== undefined && !isListed) {
    const known = lastKnownId(watch, owner.id, system);
    const line = (owner.accounts ?? []).find((one) => one.system === system && one.id === account.id);
    if (known !== undefined && line !== undefined && known !== account.id) say('the last completed run knew another id');
    if (line === undefined && write.kind !== 'disable' && write.kind !== 'sessions') say('it is known by its sign-in name alone');
    if (DESTRUCTIVE.has(write.kind) && takes(seen) && isHeld(facts, { person: owner.id, system, account: account.id, at }))
      say('it is under a hold');
  }
  return wrong;
}

/** Giving back destroys nothing. */
function takes({ write, change }: WriteSeen): boolean {
  if (/\/(?:undo|return):/u.test(change ?? '')) return false;
  return !('remove' in write) || write.remove.length > 0;
}

/** After a night: what keeps a sign-in open is never a hold or an exception. */
export function keepsNoSignInOpen(_watch: Watch, { ended }: ProcessSeen): string[] {
  return (ended.view?.plan.held ?? [])
    .filter(({ change, by }) => (change.kind === 'disable' || change.kind === 'sessions') && /^(?:hold|exception):/u.test(by))
    .filter(({ change }) => !('gone' in change.after))
    .map(({ change, by }) => `${change.id} is held by ${by}`);
}
