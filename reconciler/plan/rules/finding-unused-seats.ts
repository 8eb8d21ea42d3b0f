/** Seats that are bought and that nobody holds. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import { savingFor, timesMoney } from '../costs.ts';
import { isComplete } from '../input.ts';
import { type Draft, deskOf, monthly, reasonAt, type Scope } from '../scope.ts';

/** `unused-seats`: per licence of a system whose reading shows all accounts and all their seats. Never part of the sum of stale seats. */
export function* findUnusedSeats({ context }: Scope): Generator<Draft> {
  const { desired, observed } = context.input;
  for (const [system, { reading }] of observed) {
    if (!isComplete(context.input, system, 'existence', 'licences')) continue;
    const used = new Map<Entitlement, number>();
    for (const account of reading.accounts) for (const { id } of account.licences ?? []) used.set(id, (used.get(id) ?? 0) + 1);
    const bought = new Map<Entitlement, number>();
    const prices = desired.systems.get(system)?.licences ?? [];
    for (const price of prices) if (price.seats !== undefined) bought.set(price.id, price.seats);
    for (const seats of reading.seats) bought.set(seats.licence, seats.bought);
    for (const [licence, count] of bought) {
      const unused = count - (used.get(licence) ?? 0);
      if (unused <= 0) continue;
      const saving = savingFor(context, system, licence);
      const sum = saving === null ? null : timesMoney(saving.monthly, unused);
      const index = prices.findIndex((price) => price.id === licence);
      yield {
        code: 'unused-seats',
        about: `${system}/${licence}`,
        subject: { system, entitlement: licence },
        values: {
          system,
          licence,
          bought: String(count),
          used: String(count - unused),
          unused: String(unused),
          price: saving?.monthly,
          monthly: sum,
          from: saving?.from,
        },
        who: deskOf(desired, desired.systems.get(system)?.desk),
        day: saving?.from ?? null,
        cost: monthly(sum, saving?.from),
        because: reasonAt(desired, 'seats-bought', {
          kind: 'system',
          id: system,
          pointer: index === -1 ? '/licences' : `/licences/${index}`,
        }),
      };
    }
  }
}
