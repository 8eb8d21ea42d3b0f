/** Changes of files that wait for a person's merge. Pure. */
import { compareText } from '../canonical.ts';
import type { Proposal } from '../model/proposal.ts';
import type { Context } from './input.ts';
import { proposeClosings } from './rules/proposal-close.ts';
import { proposeIds } from './rules/proposal-ids.ts';
import { proposeInventories } from './rules/proposal-inventory.ts';
import { proposeLost } from './rules/proposal-lost.ts';
import { proposePin } from './rules/proposal-pin.ts';
import { proposeReceipts } from './rules/proposal-receive.ts';
import { proposeReleases } from './rules/proposal-release.ts';
import { proposeSales } from './rules/proposal-sale.ts';
import { proposeSources } from './rules/proposal-source.ts';

const RULES = [
  proposeReleases,
  proposeSales,
  proposeReceipts,
  proposeLost,
  proposeIds,
  proposeSources,
  proposeInventories,
  proposeClosings,
  proposePin,
] as const;

/** All proposals, by key. None for people whose files are broken; with `only`, those of that person. */
export function propose(context: Context): Proposal[] {
  const { only, desired } = context.input;
  const found: Proposal[] = [];
  for (const rule of RULES) {
    for (const proposal of rule(context)) {
      const isBroken = proposal.person !== null && desired.broken.has(proposal.person);
      if (!isBroken && (only === null || proposal.person === only)) found.push(proposal);
    }
  }
  return found.toSorted((a, b) => compareText(a.key, b.key));
}
