/** Three thousand six hundred consultants in six systems, four hundred seats that nobody needs planted among them, and look-alikes that somebody does. */
import type { Account } from '../../reconciler/model/observed.ts';
import type { Employee } from '../../schemas/employee.ts';
import { account, line, person, seat, system, type World } from '../unit/plan/world.ts';
import { chanceOf } from '../year/random.ts';

const PEOPLE = 3600;

/** Systems, each with one paid seat: two currencies, yearly and monthly prices, one term that still runs. */
export const PRICES = {
  m365: {
    licence: 'SPE_E3',
    price: '389.00 SEK',
    per: 'month',
    monthly: 38_900n,
    currency: 'SEK',
    commitment: { until: '2027-06-30', quantity: 3000 },
  },
  crm: { licence: 'CRM_SALJ', price: '690.00 SEK', per: 'month', monthly: 69_000n, currency: 'SEK' },
  draw: { licence: 'RITA', price: '7788.00 SEK', per: 'year', monthly: 64_900n, currency: 'SEK' },
  code: { licence: 'HJALPREDA', price: '19.00 EUR', per: 'month', monthly: 1_900n, currency: 'EUR' },
  time: { licence: 'TID', price: '45.00 SEK', per: 'month', monthly: 4_500n, currency: 'SEK' },
  vpn: { licence: 'TUNNEL', price: '60.00 EUR', per: 'year', monthly: 500n, currency: 'EUR' },
} as const;

export type Where = keyof typeof PRICES;
export const WHERE = Object.keys(PRICES) as Where[];

/** A seat that nobody needs: where, whose, and the finding that must say so. */
export interface Planted {
  readonly where: Where;
  readonly account: string;
  readonly code: 'stale-licence' | 'leaver-licence' | 'orphan-account';
}

interface Fate {
  /** What differs in the person's file. */
  readonly file: Partial<Record<'lastDay' | 'firstDay' | 'leaves', unknown>>;
  /** What differs in the one account that it is about. */
  readonly held: Partial<Record<keyof Account, unknown>>;
  readonly code: Planted['code'] | null;
}

const TODAY = '2027-01-04';
const before = (days: number): string => new Date(Date.parse(`${TODAY}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** Ways to waste a seat, and how many of each: with the seats of nobody's accounts they are four hundred. */
const WASTED: readonly (readonly [count: number, fate: (licence: string, pick: number) => Fate])[] = [
  [170, (_, pick) => ({ file: {}, held: { lastUse: before(45 + pick) }, code: 'stale-licence' })],
  [
    60,
    (licence, pick) => ({
      file: {},
      held: { lastUse: 'never', licences: [seat(licence, null, before(45 + pick))] },
      code: 'stale-licence',
    }),
  ],
  [20, (_, pick) => ({ file: {}, held: { enabled: false, lastUse: before(60 + pick) }, code: 'stale-licence' })],
  [20, (licence) => ({ file: {}, held: { lastUse: before(90), licences: [seat(licence, 'alla')] }, code: 'stale-licence' })],
  [90, (_, pick) => ({ file: { lastDay: before(14 + pick) }, held: { enabled: false }, code: 'leaver-licence' })],
];

const ORPHANS = 40;

/** Ways to look wasted and not to be. */
const NEEDED: readonly (readonly [count: number, fate: (licence: string) => Fate])[] = [
  [60, () => ({ file: {}, held: { lastUse: before(44) }, code: null })],
  [60, (licence) => ({ file: {}, held: { lastUse: 'never', licences: [seat(licence, null, before(44))] }, code: null })],
  [60, () => ({ file: {}, held: { lastUse: null }, code: null })],
  [40, () => ({ file: { leaves: [{ from: before(100), to: '2027-08-31' }] }, held: { lastUse: before(100) }, code: null })],
  [40, () => ({ file: { leaves: [{ from: before(200), to: before(10) }] }, held: { lastUse: before(200) }, code: null })],
  [40, () => ({ file: { firstDay: '2027-02-01' }, held: { lastUse: 'never' }, code: null })],
  [40, () => ({ file: { lastDay: before(13) }, held: { enabled: false }, code: null })],
  [40, () => ({ file: {}, held: { lastUse: before(400), licences: [] }, code: null })],
];

/** The world, and what is planted in it. Who gets which fate is drawn, so that no order of people or systems matters. */
export function makeSeatsWorld(seed: number): { readonly world: World; readonly planted: readonly Planted[] } {
  const random = chanceOf(seed);
  const order = Array.from({ length: PEOPLE }, (_, index) => index);
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = random.between(0, index);
    [order[index], order[other]] = [order[other] ?? 0, order[index] ?? 0];
  }
  const fates = new Map<number, { where: Where; fate: Fate }>();
  let next = 0;
  for (const [count, make] of [...WASTED, ...NEEDED]) {
    for (let one = 0; one < count; one += 1) {
      const where = random.pick(WHERE) ?? 'm365';
      fates.set(order[next] ?? 0, { where, fate: make(PRICES[where].licence, random.between(0, 299)) });
      next += 1;
    }
  }
  const people: Employee[] = [];
  const accounts: Record<string, Account[]> = Object.fromEntries(WHERE.map((where) => [where, []]));
  const planted: Planted[] = [];
  for (let index = 0; index < PEOPLE; index += 1) {
    const id = `c-${String(index).padStart(4, '0')}`;
    const own = fates.get(index);
    for (const where of WHERE) {
      const { licence } = PRICES[where];
      const isIt = own?.where === where;
      const plain = {
        licences: own?.fate.file.lastDay !== undefined && !isIt ? [] : [seat(licence, null, '2025-01-01')],
        lastUse: before(random.between(0, 29)),
      };
      // Whoever has left is off everywhere; only the one seat is left over.
      const off = own?.fate.file.lastDay === undefined ? {} : { enabled: false };
      const quiet = own?.fate.file.leaves === undefined && own?.fate.file.firstDay === undefined ? {} : { lastUse: null };
      accounts[where]?.push(account(`${where}-${id}`, { ...plain, ...off, ...quiet, ...(isIt ? own.fate.held : {}) } as never));
      if (isIt && own.fate.code !== null) planted.push({ where, account: `${where}-${id}`, code: own.fate.code });
    }
    const lines = WHERE.map((where) => line(where, `${where}-${id}`, { licences: [PRICES[where].licence] }));
    people.push(person(id, { accounts: lines, ...own?.fate.file } as never));
  }
  const strangers = Array.from({ length: ORPHANS }, (_, index) => {
    const where = WHERE[index % WHERE.length] ?? 'm365';
    const id = `${where}-nobody-${index}`;
    planted.push({ where, account: id, code: 'orphan-account' });
    return { system: where, account: account(id, { licences: [seat(PRICES[where].licence)], lastUse: before(1) }) };
  });
  // Those of a service nobody but its owner signs in to are paid for on purpose.
  const service = {
    system: 'm365',
    account: account('m365-service', { licences: [seat('SPE_E3')], lastUse: 'never' }),
    as: 'service' as const,
  };
  const systems = WHERE.map((where) => {
    const { licence, price, per, ...more } = PRICES[where];
    const term = 'commitment' in more ? { commitment: more.commitment } : {};
    return system(where, { identityProvider: where === 'm365', licences: [{ id: licence, price, per, ...term }] });
  });
  return { world: { people, accounts, strangers: [...strangers, service], systems }, planted };
}
