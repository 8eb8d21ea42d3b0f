/** Who is to read a leaver's mailbox: somebody named in a plan where the rules of the country let nobody would be left out without a word. */
import { resolvePolicy } from '../../defaults.ts';
import type { MailboxRule } from '../../model/policy.ts';
import { errorAt, inFile, type Problem, pointerOf, type TextProblem } from '../problem.ts';
import type { Entry, Tree } from '../tree.ts';
import { companyOf } from './dispositions.ts';
import { isHistory } from './plans.ts';

/** The rule for a person's mailbox, and where in the policy it stands. */
function ruleFor(tree: Tree, person: string): { readonly rule: MailboxRule; readonly key: string } {
  const access = tree.entries('access').get('access')?.doc;
  const { mailbox, mailboxByCountry } = resolvePolicy(access === undefined ? {} : { access }).access;
  const company = companyOf(tree, person);
  const country = tree
    .entries('organisation')
    .get('organisation')
    ?.doc.companies.find((one) => one.id === company)?.country;
  const own = country === undefined ? undefined : mailboxByCountry[country];
  return own === undefined ? { rule: mailbox, key: 'mailbox' } : { rule: own, key: `mailboxByCountry.${country}` };
}

function* delegateProblems(tree: Tree, { doc }: Entry<'offboarding'>): Generator<TextProblem> {
  for (const [system, { mailbox }] of Object.entries(doc.accounts ?? {})) {
    if (mailbox?.delegate === undefined) continue;
    const { rule, key } = ruleFor(tree, doc.employee);
    if (rule.delegate !== 'never') continue;
    yield errorAt(pointerOf('accounts', system, 'mailbox', 'delegate'), 'delegate-not-allowed', {
      message: `\`${mailbox.delegate}\` would read the mailbox, but policies/access.yaml lets nobody (\`${key}.delegate\` is never).`,
      hint: 'Take `delegate` away; or let whoever answers for personal data allow it in policies/access.yaml first.',
    });
  }
}

/** Plans that are open and name a reader where there may be none. */
export function* mailboxes(tree: Tree): Generator<Problem> {
  for (const entry of tree.entries('offboarding').values()) {
    const employee = tree.entries('employee').get(entry.doc.employee)?.doc;
    if (employee === undefined || isHistory(entry, employee)) continue;
    for (const problem of delegateProblems(tree, entry)) yield inFile(entry.path, problem);
  }
}
