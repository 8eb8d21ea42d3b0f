/** All faults of the table, in its order. */
import { ANSWERS } from './answer-faults.ts';
import type { ReadingFault } from './fault.ts';
import { LISTS } from './list-faults.ts';
import { respond } from './ways.ts';

const OTHER_TENANT: ReadingFault = {
  name: 'another tenant answers',
  of: 'tenant',
  async twist({ forward, request }, shape) {
    const whole = await forward();
    return respond(shape.otherTenant?.(whole, request.url.pathname) ?? whole);
  },
};

/** All of them, in the order of the table. */
export const FAULTS: readonly ReadingFault[] = [...ANSWERS, ...LISTS, OTHER_TENANT];
