/** Accounts found by sign-in name only: their ids are to stand in the files. */
import { places } from '../../../schemas/places.ts';
import type { ForeignId, SystemId } from '../../../schemas/primitives.ts';
import { compareText } from '../../canonical.ts';
import type { Link } from '../../model/correlation.ts';
import type { Proposal } from '../../model/proposal.ts';
import { seenAccount } from '../expected.ts';
import type { Context } from '../input.ts';
import { pathOf } from '../input.ts';
import { reasonAt } from '../scope.ts';

/** A line and the id of the account that was found for it. */
interface Match {
  readonly link: Link;
  readonly id: ForeignId;
}

function proposalOf(context: Context, system: SystemId, matches: readonly Match[]): Proposal {
  const { desired } = context.input;
  const found = matches.toSorted((a, b) => compareText(a.link.person, b.link.person) || a.link.index - b.link.index);
  const byPerson = Map.groupBy(found, ({ link }) => link.person);
  return {
    key: `ids/${system}`,
    purpose: 'ids',
    person: null,
    system,
    day: context.today,
    urgent: false,
    silent: false,
    files: [...byPerson].map(([person, own]) => ({
      file: pathOf(desired, places.employee.path, person),
      edits: own.map(({ link, id }) => ({ op: 'setKey', path: ['accounts', link.index], key: 'id', value: id })),
    })),
    lines: found.map(({ link, id }) => ({
      tag: null,
      text: 'record-id',
      values: { employee: link.person, system, account: id },
      remarks: [],
      because: reasonAt(desired, 'login-only', { kind: 'employee', id: link.person, pointer: `/accounts/${link.index}` }),
    })),
    checklist: [],
    because: reasonAt(desired, 'login-only', { kind: 'system', id: system }),
  };
}

/** One proposal per system. */
export function* proposeIds(context: Context): Generator<Proposal> {
  const matches: Match[] = [];
  for (const link of context.input.correlation.links) {
    const account = link.situation === 'login-only' ? seenAccount(context, link) : null;
    if (account !== null && !context.input.desired.broken.has(link.person)) matches.push({ link, id: account.id });
  }
  for (const [system, own] of Map.groupBy(matches, ({ link }) => link.system)) yield proposalOf(context, system, own);
}
