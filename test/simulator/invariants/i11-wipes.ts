/** I11: property of people and of others is never wiped as a whole: no write does it, and no proposal asks for it. */
import type { ProcessSeen, Watch, WriteSeen } from '../seen.ts';
import { factsAt } from '../truth.ts';

const KINDS: ReadonlySet<string> = new Set([
  'disable',
  'enable',
  'sessions',
  'groups',
  'licences',
  'end-day',
  'mailbox',
  'place',
  'check-in',
  'check-out',
  'status',
]);

/** Before each write. */
export function writesNoWipe(_watch: Watch, { write }: WriteSeen): string[] {
  return KINDS.has(write.kind) ? [] : [`a write of kind ${write.kind}`];
}

/** After a night: what is asked for of devices that are not the company's. */
export function asksForNoWipe({ git }: Watch, { ended, from }: ProcessSeen): string[] {
  const { devices } = factsAt(git, from);
  return (ended.view?.plan.proposals ?? []).flatMap((proposal) =>
    proposal.checklist.flatMap(({ tag, items }) => {
      const ownership = devices.get(tag)?.ownership;
      if (ownership !== 'personal' && ownership !== 'third-party') return [];
      const asked = items.map(({ text }) => text).filter((text) => text === 'wipe' || text === 'wipe-purge');
      return asked.map((text) => `${proposal.key} asks for ${text} of ${tag}, which is ${ownership}`);
    }),
  );
}
