/** Leased devices that can go back to one lessor together. */
import { returnBatches } from '../return-batches.ts';
import { type Draft, deskOf, monthly, reasonAt, type Scope } from '../scope.ts';

/** `return-batch`: two devices or more for one lessor. The lessor's name is in the lease's file, not in the finding. */
export function* findReturnBatches({ context, today }: Scope): Generator<Draft> {
  const { desired } = context.input;
  for (const { leases, tags, ready, by, monthly: sum } of returnBatches(desired, today)) {
    const [lease] = leases;
    if (lease === undefined || tags.length < 2) continue;
    yield {
      code: 'return-batch',
      about: lease,
      subject: { lease },
      values: {
        leases: leases.join(', '),
        devices: String(tags.length),
        tags: tags.join(', '),
        ready: String(ready.length),
        by,
        monthly: sum,
      },
      who: deskOf(desired, 'it'),
      day: by,
      cost: monthly(sum),
      because: reasonAt(desired, 'lease-term', { kind: 'lease', id: lease, pointer: '/to' }),
    };
  }
}
