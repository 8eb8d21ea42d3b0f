/** Accounts found by sign-in name only: their ids are to stand in the files. */
import { places } from '../../../schemas/places.ts';
import type { SystemId } from '../../../schemas/primitives.ts';
import type { Link } from '../../model/correlation.ts';
import type { Proposal } from '../../model/proposal.ts';
import { seenAccount } from '../expected.ts';
import { compare } from '../indices.ts';
import type { Context } from '../input.ts';
import { pathOf } from '../input.ts';
import { reasonAt } from '../scope.ts';

function proposalOf(context: Context, system: SystemId, links: readonly Link[]): Proposal {
  const { desired } = context.input;
  const found = links.toSorted((a, b) => compare(a.person, b.person) || a.index - b.index);
  const people = [...new Set(found.map((link) => link.person))];
  return {
    key: `ids/${system}`,
    purpose: 'ids',
    person: null,
    system,
    day: context.today,
    urgent: false,
    silent: false,
    files: people.map((person) => ({
      file: pathOf(desired, places.employee.path, person),
      edits: found
        .filter((link) => link.person === person)
        .map((link) => ({ op: 'setKey', path: ['accounts', link.index], key: 'id', value: link.account?.id ?? null })),
    })),
    lines: found.map((link) => ({
      tag: null,
      text: 'record-id',
      values: { employee: link.person, system, account: link.account?.id ?? '' },
      remarks: [],
      because: reasonAt(desired, 'login-only', { kind: 'employee', id: link.person, pointer: `/accounts/${link.index}` }),
    })),
    checklist: [],
    because: reasonAt(desired, 'login-only', { kind: 'system', id: system }),
  };
}

/** One proposal per system. */
export function* proposeIds(context: Context): Generator<Proposal> {
  const bySystem = new Map<SystemId, Link[]>();
  for (const link of context.input.correlation.links) {
    if (link.situation !== 'login-only' || seenAccount(context, link) === null || context.input.desired.broken.has(link.person)) continue;
    const links = bySystem.get(link.system);
    if (links === undefined) bySystem.set(link.system, [link]);
    else links.push(link);
  }
  for (const [system, links] of bySystem) yield proposalOf(context, system, links);
}
