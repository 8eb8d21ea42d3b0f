/** The pin of a journal that has begun. */
import { places } from '../../../schemas/places.ts';
import type { Proposal } from '../../model/proposal.ts';
import type { Context } from '../input.ts';
import { reasonAt } from '../scope.ts';

/** Once the journal's first commit is known and organisation.yaml does not name it. */
export function* proposePin(context: Context): Generator<Proposal> {
  const { desired, memory } = context.input;
  const { genesis } = memory;
  if (genesis === null || desired.organisation.journal !== undefined) return;
  const because = reasonAt(desired, 'unpinned-journal', { kind: 'organisation' });
  yield {
    key: 'pin/journal',
    purpose: 'pin',
    person: null,
    system: null,
    day: context.today,
    urgent: false,
    silent: false,
    files: [{ file: places.organisation.path, edits: [{ op: 'setKey', path: [], key: 'journal', value: { genesis } }] }],
    lines: [{ tag: null, text: 'pin-genesis', values: { genesis }, remarks: [], because }],
    checklist: [],
    because,
  };
}
