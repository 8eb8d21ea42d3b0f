/** Questions that several conversations have: a day, a person. */
import type { Day, EmployeeId } from '../../../schemas/primitives.ts';
import { nearest } from '../../load/suggest.ts';
import type { Values } from '../../texts/template.ts';
import { text } from '../../texts/text.ts';
import { isDayText } from '../options.ts';
import { converse } from './asking.ts';
import type { Desk } from './desk.ts';

/** A conversation with what it needs: words in the reader's language, and questions. */
export interface Talk {
  readonly desk: Desk;
  readonly ask: (key: string, values?: Values) => Promise<string>;
  readonly tell: (key: string, values?: Values) => void;
}

/** Asks for a day until there is one. `usual` is taken on Enter; without it, Enter is no day (null) where that is allowed. */
export async function askDay(talk: Talk, key: string, about: { usual: Day | null; isOptional: boolean }): Promise<Day | null> {
  const { usual, isOptional } = about;
  for (;;) {
    const said = await talk.ask(key, { day: usual ?? '' });
    if (said === '' && (usual !== null || isOptional)) return usual;
    if (isDayText(said)) return said as Day;
    talk.tell('ask.not-a-day', { example: '2027-01-31' });
  }
}

/** Asks for somebody who is in the files; Enter is the usual one, or nobody. */
export async function askEmployee(talk: Talk, key: string, values: Values & { readonly successor?: string }): Promise<EmployeeId | null> {
  const { employees } = talk.desk.desired;
  for (;;) {
    const said = await talk.ask(key, values);
    if (said === '') return null;
    const found = employees.get(said as EmployeeId);
    if (found !== undefined) return found.id;
    talk.tell('ask.no-such-person', { id: said, near: nearest(said, employees.keys()) ?? '' });
  }
}

/** Holds a conversation at a desk, in the reader's language. Ends with Stop when the person breaks off. */
export function talkAt<T>(desk: Desk, hold: (talk: Talk) => Promise<T>): Promise<T> {
  const { context, locale } = desk;
  return converse(context, (line) =>
    hold({
      desk,
      ask: (key, values = {}) => line(text(locale, key, values)),
      tell: (key, values = {}) => context.world.out(`${text(locale, key, values)}\n`),
    }),
  );
}
