/** People and days on which a source of people and the files do not agree. */

import { type Draft, deskOfSystem, reasonAt, type Scope } from '../scope.ts';
import { differencesOf, recordOf } from '../source-dates.ts';

function* unknownPeople({ context, today }: Scope): Generator<Draft> {
  const { desired, observed } = context.input;
  const known = new Set<string>();
  for (const { source } of desired.employees.values()) if (source !== undefined) known.add(`${source.system}/${source.id}`);
  for (const [system, { reading }] of observed) {
    for (const { id, firstDay, lastDay } of reading.people) {
      if (known.has(`${system}/${id}`) || (lastDay !== null && lastDay < today)) continue;
      yield {
        code: 'person-unknown',
        about: `${system}/${id}`,
        subject: { system },
        values: { system, source: id, firstDay: firstDay, lastDay: lastDay },
        who: deskOfSystem(desired, system, 'hr'),
        day: firstDay,
        because: reasonAt(desired, 'source', { kind: 'system', id: system }),
      };
    }
  }
}

/** `person-unknown`: somebody the source has and the files lack; who left before today is not asked for. `source-differs`: days that differ, and people at work whom a complete source no longer has. */
export function* findSources(scope: Scope): Generator<Draft> {
  const { context } = scope;
  const { desired } = context.input;
  yield* unknownPeople(scope);
  for (const person of context.people.values()) {
    const { source } = person.employee;
    if (source === undefined) continue;
    const { system } = source;
    const common = {
      code: 'source-differs',
      subject: { employee: person.id, system },
      who: deskOfSystem(desired, system, 'hr'),
    } as const;
    const values = { employee: person.id, system, source: source.id };
    if (recordOf(context, person) === undefined && (person.status === 'active' || person.status === 'leaving')) {
      const because = reasonAt(desired, 'source', { kind: 'employee', id: person.id, pointer: '/source' });
      yield { ...common, about: person.id, values: { ...values, variant: 'absent', field: '', ours: '', theirs: '' }, because };
    }
    for (const { field, ours, theirs } of differencesOf(context, person)) {
      const because = reasonAt(desired, 'source', { kind: 'employee', id: person.id, pointer: `/${field}` });
      yield {
        ...common,
        about: `${person.id}/${field}`,
        values: { ...values, variant: 'day', field, ours: ours, theirs },
        day: theirs,
        because,
      };
    }
  }
}
