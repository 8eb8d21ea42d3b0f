/** Systems that were not read, or not well enough to conclude anything from what is absent. */

import { seenOn } from '../expected.ts';
import { type Draft, deskOf, reasonAt, type Scope } from '../scope.ts';

/** `system-not-read`: codes of the doubts, the attributes they are about, and the numbers their messages hold; what a reader cannot deliver at all is no doubt. */
export function* findSystems({ context }: Scope): Generator<Draft> {
  const { desired, observed } = context.input;
  for (const [id, system] of desired.systems) {
    if (system.mode === 'off') continue;
    const snapshot = observed.get(id);
    const doubts = (snapshot?.doubts ?? []).filter((doubt) => doubt.code !== 'not-provided');
    if (snapshot !== undefined && doubts.length === 0) continue;
    const freshDay = seenOn(context, id);
    yield {
      code: 'system-not-read',
      about: id,
      subject: { system: id },
      values: {
        variant: snapshot === undefined ? 'absent' : 'incomplete',
        system: id,
        codes: [...new Set(doubts.map((doubt) => doubt.code))].join(', '),
        attributes: [...new Set(doubts.map((doubt) => doubt.attribute))].join(', '),
        numbers: doubts.flatMap((doubt) => doubt.message.match(/\d+/gu) ?? []).join(', '),
        freshDay: freshDay,
      },
      who: deskOf(desired, system.desk ?? 'it'),
      day: freshDay,
      because: reasonAt(desired, 'complete-reading', { kind: 'system', id }),
    };
  }
}
