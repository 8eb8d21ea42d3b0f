/** Mail that is asked for and did not go, or of which nobody knows whether it went: a person sends it again. */
import { dayOf } from '../../calendar.ts';
import { hrDesk } from '../notice-draft.ts';
import { draftNotices, noticeIdOf } from '../notices.ts';
import { type Draft, deskOf, type Scope } from '../scope.ts';

/** `notice-open`, while the files still ask for the message. */
export function* findNotices({ context }: Scope): Generator<Draft> {
  const { desired, memory } = context.input;
  for (const draft of draftNotices(context)) {
    const past = memory.notices.get(noticeIdOf(draft));
    if (past === undefined || past.state === 'accepted') continue;
    const { person, because } = draft;
    yield {
      code: 'notice-open',
      about: past.id,
      subject: { employee: person.id, device: draft.device },
      values: { variant: past.state === 'failed' ? 'refused' : 'unknown', employee: person.id, notice: past.id, to: past.to },
      who: deskOf(desired, hrDesk(desired).slice('desk:'.length)),
      day: dayOf(past.at, desired.organisation.timeZone),
      because,
    };
  }
}
