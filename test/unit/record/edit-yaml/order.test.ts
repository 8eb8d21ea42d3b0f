/** The order of keys that the editor goes by is that of the definitions. */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { definitions } from '../../../../schemas/documents.ts';
import { type KeyOrder, keyOrder } from '../../../../schemas/order.ts';
import type { Kind } from '../../../../schemas/places.ts';

type Keys = Map<string, KeyOrder | null>;

/** Both orders in one: keys that only the second knows go behind the common key before them. */
function merge(a: KeyOrder | null, b: KeyOrder | null): KeyOrder | null {
  if (a === null || b === null) return a ?? b;
  const names = [...(a.keys?.keys() ?? [])];
  let at = 0;
  for (const name of b.keys?.keys() ?? []) {
    const found = names.indexOf(name);
    if (found < 0) names.splice(at, 0, name);
    at = found < 0 ? at + 1 : found + 1;
  }
  const keys: Keys = new Map(names.map((name) => [name, merge(a.keys?.get(name) ?? null, b.keys?.get(name) ?? null)]));
  const each = merge(a.each ?? null, b.each ?? null);
  return { ...(a.keys || b.keys ? { keys } : {}), ...(each === null ? {} : { each }) };
}

interface Definition {
  readonly def: {
    readonly type: string;
    readonly shape?: Record<string, Definition>;
    readonly element?: Definition;
    readonly valueType?: Definition;
    readonly options?: readonly Definition[];
    readonly innerType?: Definition;
  };
}

function derive({ def }: Definition): KeyOrder | null {
  if (def.shape !== undefined) return { keys: new Map(Object.entries(def.shape).map(([key, inner]) => [key, derive(inner)])) };
  const item = def.element ?? def.valueType;
  if (item !== undefined) {
    const each = derive(item);
    return each === null ? null : { each };
  }
  if (def.options !== undefined) return def.options.map(derive).reduce(merge, null);
  return def.innerType === undefined ? null : derive(def.innerType);
}

/** As `schemas/order.ts` writes it, so that a difference can be copied from the test's output. */
function show(order: KeyOrder | null): string {
  if (order === null) return '';
  const own = order.keys === undefined ? '' : `{${[...order.keys].map(([key, inner]) => key + show(inner)).join(' ')}}`;
  return order.each === undefined ? own : `${own}*${show(order.each)}`;
}

test.each(Object.entries(definitions) as [Kind, z.ZodType][])('%s', (kind, definition) => {
  const derived = derive(definition);

  expect(show(keyOrder(kind))).toBe(show(derived));
});
