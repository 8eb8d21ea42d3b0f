/** Whatever stands in a plan file, a journal, a body or a table: an answer, no exception, and no prototype that is another one afterwards. */
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { readBody } from '../../../reconciler/forges/rest/body.ts';
import { parseLog } from '../../../reconciler/git/log.ts';
import { parseTree } from '../../../reconciler/git/tree-object.ts';
import { Fault } from '../../../reconciler/ports.ts';
import { decodeRun, parseRun } from '../../../reconciler/record/chain.ts';
import { ticksIn } from '../../../reconciler/record/pull-ticks.ts';
import { parsePlan } from '../../../reconciler/report/json.ts';
import { parseTable } from '../../../reconciler/tables/csv.ts';
import { decode } from '../../../reconciler/tables/encoding.ts';
import type { Digest } from '../../../schemas/primitives.ts';
import { nasty } from '../escape/nasty.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex') as Digest;
const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'id', 'formatVersion', 'changes', 'type', 'at', 'run', 'x'];
const names = fc.oneof(fc.constantFrom(...KEYS), nasty);

/** JSON with keys of the prototype, deep and wide. */
const json = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(nasty, fc.integer(), fc.boolean(), fc.constant(null)).map((one) => JSON.stringify(one)),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
    fc
      .array(fc.tuple(names, tie('value')), { maxLength: 5 })
      .map((pairs) => `{${pairs.map(([key, one]) => `${JSON.stringify(key)}:${one}`).join(',')}}`),
  ),
})).value;

/** A record whose digests fit, so that its content is looked at. */
function chained(text: string): string {
  const rest = `"prev":"${'0'.repeat(64)}",${text.slice(1)}`;
  return `{"digest":"${hash(rest)}",${rest}\n`;
}

const deep = `${'{"x":'.repeat(50_000)}1${'}'.repeat(50_000)}`;

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

it('a plan file is a plan or an error', () => {
  fc.assert(
    fc.property(json, (text) => 'error' in parsePlan(text, hash)),
    { numRuns: 500 },
  );
  expect(parsePlan(deep, hash)).toHaveProperty('error');
  expect(parsePlan(`{"__proto__":{"polluted":1},"formatVersion":"1.0","changes":${deep}}`, hash)).toHaveProperty('error');
});

it('a journal holds or says where it does not', () => {
  fc.assert(
    fc.property(json, (text) => 'fault' in parseRun(chained(text), null, hash)),
    { numRuns: 500 },
  );
  for (const type of ['close', 'intent', 'heartbeat']) {
    expect(parseRun(chained(`{"type":"${type}","x":${deep}}`), null, hash)).toHaveProperty('fault');
  }
});

it('an answer of git is read or a Fault', () => {
  const read = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      expect(error).toBeInstanceOf(Fault);
    }
  };
  fc.assert(
    fc.property(nasty, (text) => read(() => parseLog(text.replaceAll(' ', '\0')))),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => read(() => parseTree({ bytes: Buffer.from(bytes), width: 20 }, ''))),
    { numRuns: 500 },
  );
});

it('bodies and tables are read whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(nasty, { maxLength: 8 }), fc.uint8Array({ maxLength: 300 }), (lines, bytes) => {
      const text = lines.join('\n');
      ticksIn(readBody(text).body);
      parseTable(text, 'auto');
      decodeRun(bytes);
      const decoded = decode(bytes, 'auto');
      if ('text' in decoded) parseTable(decoded.text, 'auto');
    }),
    { numRuns: 500 },
  );
});
