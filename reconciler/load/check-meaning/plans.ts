/** A plan belongs to one leaving: open, or history, and at most one open per person. */
import type { Employee } from '../../../schemas/employee.ts';
import { errorAt, inFile, type Problem, type TextProblem } from '../problem.ts';
import type { Entry, Tree } from '../tree.ts';

/** True for a plan that is closed, or of an earlier employment. */
export function isHistory(entry: Entry<'offboarding'>, employee: Employee): boolean {
  return entry.doc.closed !== undefined || (employee.periods ?? []).some((period) => period.to === entry.doc.spell);
}

function spellProblem({ doc }: Entry<'offboarding'>, employee: Employee): TextProblem {
  const { lastDay } = employee;
  if (lastDay === undefined) {
    const hint = `Write \`lastDay: ${doc.spell}\` in the employee's file, or close the plan with \`closed: <day>\`.`;
    return errorAt('/spell', 'plan-without-last-day', { message: `${doc.employee} has an open plan, but no last day.`, hint });
  }
  const hint = 'The two move together; a plan of an earlier employment belongs to one of the `periods`, or is closed with `closed: <day>`.';
  return errorAt('/spell', 'plan-of-other-spell', {
    message: `The plan is for ${doc.spell}, but the last day of ${doc.employee} is ${lastDay}.`,
    hint,
  });
}

function* selfProblems({ doc }: Entry<'offboarding'>): Generator<TextProblem> {
  const message = 'This is the person who leaves.';
  const hint = 'Name somebody else.';
  if (doc.successor === doc.employee) yield errorAt('/successor', 'to-the-same-person', { message, hint });
  for (const [index, handover] of (doc.handover ?? []).entries()) {
    if (handover.to === doc.employee) yield errorAt(`/handover/${index}/to`, 'to-the-same-person', { message, hint });
  }
  for (const [system, wishes] of Object.entries(doc.accounts ?? {})) {
    if (wishes.files?.to === doc.employee) yield errorAt(`/accounts/${system}/files/to`, 'to-the-same-person', { message, hint });
    if (wishes.mailbox?.delegate === doc.employee)
      yield errorAt(`/accounts/${system}/mailbox/delegate`, 'to-the-same-person', { message, hint });
  }
}

function* dayProblems({ doc }: Entry<'offboarding'>, employee: Employee): Generator<TextProblem> {
  const last = [employee.lastWorkingDay, employee.lastDay].filter((day) => day !== undefined).toSorted()[0];
  if (doc.ends?.access !== undefined && last !== undefined && doc.ends.access > last) {
    const hint = 'Access may end earlier, never later. To work on, move the last day.';
    yield errorAt('/ends/access', 'access-after-last-day', { message: `Access would end after the last working day ${last}.`, hint });
  }
  if (doc.noticeGiven !== undefined && doc.noticeGiven > doc.spell) {
    yield errorAt('/noticeGiven', 'days-reversed', { message: 'Notice was given after the last day.' });
  }
}

/** Plans without a last day, of another spell, with days after the end, or that hand over to the leaver; two open plans. */
export function* plans(tree: Tree): Generator<Problem> {
  const open = new Map<string, string>();
  for (const entry of tree.entries('offboarding').values()) {
    for (const problem of selfProblems(entry)) yield inFile(entry.path, problem);
    const employee = tree.entries('employee').get(entry.doc.employee)?.doc;
    if (employee === undefined || isHistory(entry, employee)) continue;
    if (entry.doc.spell !== employee.lastDay) yield inFile(entry.path, spellProblem(entry, employee));
    for (const problem of dayProblems(entry, employee)) yield inFile(entry.path, problem);
    const other = open.get(entry.doc.employee);
    if (other !== undefined) {
      const text = {
        message: `${other} is open too: a person has at most one open plan.`,
        hint: 'Close one with `closed: <day>`, or make them one.',
      };
      yield inFile(entry.path, errorAt('', 'two-open-plans', text));
    }
    open.set(entry.doc.employee, entry.path);
  }
}
