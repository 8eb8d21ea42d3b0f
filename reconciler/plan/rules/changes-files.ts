/** Change: files of a leaver go to whom their plan names; the desk of the system moves them, before the seats go. Pure. */
import type { Offboarding } from '../../../schemas/offboarding.ts';
import type { EmployeeId, ForeignId, SystemId } from '../../../schemas/primitives.ts';
import type { AccountChange } from '../../model/change.ts';
import { because, type Draft, draftOf, isSpent, type Spot } from '../draft.ts';
import type { Ground } from '../ground.ts';
import { type PersonView, pathOf } from '../input.ts';
import { deskOf } from './changes-mailbox.ts';
import type { SignInEnd } from './changes-sign-in.ts';

type FilesWish = NonNullable<NonNullable<Offboarding['accounts']>[SystemId]['files']>;

/** What the person's plan says of their files in a system; null without a word. */
export function filesWish(view: PersonView, system: SystemId): FilesWish | null {
  return view.plan?.doc.accounts?.[system]?.files ?? null;
}

/** The account of whoever gets the files, by the files: whoever moves them needs its id. */
function accountOf(ground: Ground, to: EmployeeId, system: SystemId): ForeignId | null {
  return ground.context.people.get(to)?.links.find((link) => link.system === system)?.line.id ?? null;
}

/** The work that goes to the desk with the end of a sign-in, handed over once. Only where the account's id is recorded. */
export function handFiles(ground: Ground, spot: Spot, end: SignInEnd): Draft[] {
  const { view, link, system } = spot;
  const wish = view === null || link?.situation !== 'linked' ? null : filesWish(view, system.id);
  if (view === null || view.plan === null || wish === null || wish.moved !== undefined) return [];
  const file = pathOf(ground.input.desired, 'state/offboardings', view.plan.stem);
  const draft = draftOf(ground, spot, {
    kind: 'files',
    cause: end.cause,
    class: 'rung',
    because: because('files-wished', file, `/accounts/${system.id}/files`),
    due: end.due,
    before: {},
    after: { files: { to: wish.to, account: accountOf(ground, wish.to, system.id) } },
    concludes: ['existence', 'status'],
    reversible: 'no',
  });
  const change: AccountChange = { ...draft.change, by: { desk: system.desk ?? deskOf(view, spot) }, effect: 'keyed' };
  return isSpent(ground, change.id) ? [] : [{ ...draft, change }];
}
