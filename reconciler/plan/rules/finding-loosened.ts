/** Changes to the files by which somebody let the machine do less to themselves. */
import { type Draft, deskOf, type Scope } from '../scope.ts';

/** `loosened-by-subject`: as the history of the files tells it; nothing without that history. */
export function* findLoosened({ context }: Scope): Generator<Draft> {
  const { desired, loosened } = context.input;
  for (const { person, what, file, pointer, commit } of loosened ?? []) {
    yield {
      code: 'loosened-by-subject',
      about: `${person}/${file}`,
      subject: { employee: person },
      values: { employee: person, what, commit },
      who: context.people.get(person)?.manager ?? deskOf(desired, 'hr'),
      because: { rule: 'loosened', file, pointer, line: 0 },
    };
  }
}
