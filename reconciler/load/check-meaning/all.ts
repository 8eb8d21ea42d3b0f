/** The list of all rules on meaning across files. One rule per file; each is a function of the tree, never of the day. */
import type { Problem } from '../problem.ts';
import type { Tree } from '../tree.ts';
import { approvals } from './approvals.ts';
import { cleanups } from './cleanups.ts';
import { deviceStatus } from './device-status.ts';
import { dispositions } from './dispositions.ts';
import { duplicateAccounts } from './duplicate-accounts.ts';
import { duplicateDevices } from './duplicate-devices.ts';
import { exactlyOnes } from './exactly-one.ts';
import { leaseLines } from './lease-lines.ts';
import { leases } from './leases.ts';
import { limitedDays } from './limited-days.ts';
import { mailboxes } from './mailboxes.ts';
import { managers } from './managers.ts';
import { notices } from './notices.ts';
import { numbers } from './numbers.ts';
import { offers } from './offers.ts';
import { organisation } from './organisation.ts';
import { ownedAccounts } from './owned-accounts.ts';
import { personDays } from './person-days.ts';
import { planTasks } from './plan-tasks.ts';
import { plans } from './plans.ts';
import { systems } from './systems.ts';
import { timeZones } from './time-zones.ts';
import { unknownReferences } from './unknown-references.ts';

/** A rule. It walks the tree once; what it needs to look up it puts into maps. */
export type Rule = (tree: Tree) => Iterable<Problem>;

const RULES: readonly Rule[] = [
  unknownReferences,
  organisation,
  managers,
  personDays,
  timeZones,
  duplicateAccounts,
  ownedAccounts,
  deviceStatus,
  duplicateDevices,
  leases,
  leaseLines,
  exactlyOnes,
  plans,
  mailboxes,
  dispositions,
  offers,
  numbers,
  planTasks,
  limitedDays,
  cleanups,
  systems,
  approvals,
  notices,
];

/** Everything that is wrong with a tree of documents whose shape is right. */
export function* checkMeaning(tree: Tree): Generator<Problem> {
  for (const rule of RULES) yield* rule(tree);
}
