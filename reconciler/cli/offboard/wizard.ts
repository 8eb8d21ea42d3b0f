/** The questions of `offboard` on a terminal. */
import type { Desk } from '../change/desk.ts';
import type { OffboardWish } from './wish.ts';
export async function askWish(_desk: Desk, _id: string | null): Promise<OffboardWish> {
  throw new Error('later');
}
