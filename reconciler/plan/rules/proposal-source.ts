/** Days that a source of people names otherwise than the files. */
import { places } from '../../../schemas/places.ts';
import type { FileEdits, Proposal, ProposalLine } from '../../model/proposal.ts';
import { dropFields, setField } from '../edits.ts';
import type { Context, PersonView } from '../input.ts';
import { pathOf } from '../input.ts';
import { keyFor } from '../pull-keys.ts';
import { reasonAt } from '../scope.ts';
import { type Difference, differencesOf } from '../source-dates.ts';

/** A last day takes its plan along, and what must not stand beside it or after it away. */
function filesOf(context: Context, person: PersonView, differences: readonly Difference[]): FileEdits[] {
  const { desired } = context.input;
  const { employee, plan } = person;
  const lastDay = differences.find((one) => one.field === 'lastDay')?.theirs;
  const edits = differences.flatMap(({ field, theirs }) => setField(employee, field, theirs));
  if (lastDay !== undefined) {
    edits.push(...dropFields(employee, 'reviewBy'));
    if (employee.lastWorkingDay !== undefined && employee.lastWorkingDay > lastDay) edits.push(...dropFields(employee, 'lastWorkingDay'));
  }
  const files: FileEdits[] = [{ file: pathOf(desired, places.employee.path, person.id), edits }];
  if (lastDay !== undefined && plan !== null) {
    files.push({ file: pathOf(desired, places.offboarding.path, plan.stem), edits: setField(plan.doc, 'spell', lastDay) });
  }
  return files;
}

function lineOf(context: Context, { person, system, field, ours, theirs }: Difference): ProposalLine {
  const plan = field === 'lastDay' ? person.plan : null;
  const remarks: ProposalLine['remarks'][number][] = [];
  if (plan !== null) remarks.push({ text: 'moves-plan', values: { plan: plan.stem, spell: theirs } });
  const access = plan?.doc.ends?.access;
  if (plan !== null && access !== undefined && access > theirs) remarks.push({ text: 'ends-after', values: { plan: plan.stem, access } });
  return {
    tag: null,
    text: 'source-date',
    values: { employee: person.id, system, field, from: ours ?? '', to: theirs },
    remarks,
    because: reasonAt(context.input.desired, 'source', { kind: 'employee', id: person.id, pointer: `/${field}` }),
  };
}

/** One proposal per person. */
export function* proposeSources(context: Context): Generator<Proposal> {
  for (const person of context.people.values()) {
    const differences = differencesOf(context, person);
    const newest = differences.at(-1);
    if (newest === undefined) continue;
    yield {
      key: keyFor('source', person.id, newest.theirs),
      purpose: 'source',
      person: person.id,
      system: newest.system,
      day: newest.theirs,
      urgent: false,
      silent: person.plan?.doc.silent === true,
      files: filesOf(context, person, differences),
      lines: differences.map((one) => lineOf(context, one)),
      checklist: [],
      because: reasonAt(context.input.desired, 'source', { kind: 'employee', id: person.id, pointer: '/source' }),
    };
  }
}
