/** Seats taken off and put back, by the licence's name. All seats are read before the first is written: writing reorders them. */
import type { Entitlement } from '../../../schemas/primitives.ts';
import { readRows } from '../http/reading.ts';
import { entitlementOf } from './records.ts';
import type { Steps } from './steps.ts';
import { Licence, Seat } from './wire.ts';

interface Product {
  readonly licence: Licence;
  readonly seats: readonly Seat[];
}

const BY_ID = { sort: 'id', order: 'asc' } as const;

/** The products of these names with their seats. A list that cannot be read whole is a Fault: a seat could be missed. */
async function productsOf(steps: Steps, names: ReadonlySet<Entitlement>): Promise<ReadonlyMap<Entitlement, readonly Product[]>> {
  const listed = await steps.list({ operation: 'read licences', path: '/licenses', query: BY_ID });
  const products = new Map<Entitlement, Product[]>();
  for (const licence of steps.whole(readRows(listed.rows, Licence, 'licences'), listed)) {
    const name = entitlementOf(licence);
    if (name === null || !names.has(name)) continue;
    const operation = `read the seats of licence ${licence.id}`;
    const seats = await steps.list({ operation, path: `/licenses/${licence.id}/seats` });
    const product = { licence, seats: steps.whole(readRows(seats.rows, Seat, 'seats'), seats) };
    products.set(name, [...(products.get(name) ?? []), product]);
  }
  return products;
}

interface SeatStep {
  readonly licence: number;
  readonly seat: number;
  readonly body: Readonly<Record<string, number | null>>;
}

/** Both holders are named: only then it counts as checked in. */
function freeing(steps: Steps, products: readonly Product[], user: number): SeatStep[] {
  const held = products.flatMap(({ licence, seats }) =>
    seats.filter((seat) => seat.assigned_user?.id === user).map((seat) => ({ licence, seat })),
  );
  const loose = held.filter(({ licence }) => licence.reassignable !== false);
  if (held.length > 0 && loose.length === 0) {
    return steps.refuse('the licence is not reassignable: a seat that is taken off would be lost; a person decides that in Snipe-IT');
  }
  return loose.map(({ licence, seat }) => ({ licence: licence.id, seat: seat.id, body: { assigned_to: null, asset_id: null } }));
}

function giving(steps: Steps, products: readonly Product[], user: number): SeatStep[] {
  const all = products.flatMap(({ licence, seats }) => seats.map((seat) => ({ licence: licence.id, seat })));
  if (all.some(({ seat }) => seat.assigned_user?.id === user)) return [];
  const free = all.find(({ seat }) => (seat.assigned_user ?? null) === null && (seat.assigned_asset ?? null) === null);
  if (free === undefined) return steps.refuse('no seat of the licence is free');
  return [{ licence: free.licence, seat: free.seat.id, body: { assigned_to: user } }];
}

/** Takes licences off a user and puts others on. What is held or not held already is left as it is. */
export async function writeSeats(
  steps: Steps,
  user: number,
  wanted: { readonly remove: readonly Entitlement[]; readonly add: readonly Entitlement[] },
): Promise<void> {
  const products = await productsOf(steps, new Set([...wanted.remove, ...wanted.add]));
  const seatSteps = [
    ...wanted.remove.flatMap((name) => freeing(steps, products.get(name) ?? [], user)),
    ...wanted.add.flatMap((name) => giving(steps, products.get(name) ?? [], user)),
  ];
  for (const { licence, seat, body } of seatSteps) {
    await steps.send({ operation: 'change a seat', method: 'PATCH', path: `/licenses/${licence}/seats/${seat}`, body });
  }
}
