/** What tests of proposals ask again and again. */
import { expect } from 'vitest';
import type { Proposal } from '../../../reconciler/model/proposal.ts';
import { CHECK_TEXTS, LINE_VALUES, REMARK_VALUES } from '../../../reconciler/plan/text-keys.ts';
import { proposalsOf } from './findings/look.ts';
import { person, type World } from './world.ts';

/** The last day of whoever leaves in these tests. */
export const LAST = '2026-12-31';
/** Somebody who has left. */
export const left = (extra = {}) => person('e-1', { lastDay: LAST, ...extra });

/** The one proposal with a key. */
export function the(world: World, key: string): Proposal {
  const found = proposalsOf(world).filter((proposal) => proposal.key === key);
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(
      proposalsOf(world)
        .map((one) => one.key)
        .join(' '),
    );
  return found[0];
}

/** Every sentence has exactly the values it needs. */
export function expectTexts(proposal: Proposal): void {
  for (const each of proposal.lines) {
    expect(Object.keys(each.values).toSorted()).toEqual([...LINE_VALUES[each.text as keyof typeof LINE_VALUES]].toSorted());
    for (const { text, values } of each.remarks) {
      expect(Object.keys(values).toSorted()).toEqual([...REMARK_VALUES[text as keyof typeof REMARK_VALUES]].toSorted());
    }
  }
  for (const { items } of proposal.checklist) for (const { text } of items) expect(CHECK_TEXTS).toContain(text);
}

/** The boxes of a device, ticked or not. */
export function ticks(proposal: Proposal, tag: string): Record<string, boolean> {
  const items = proposal.checklist.find((one) => one.tag === tag)?.items ?? [];
  return Object.fromEntries(items.map(({ text, done: isDone }) => [text, isDone]));
}

/** Remarks by their text keys. */
export function remarks(proposal: Proposal, tag?: string): string[] {
  return proposal.lines.filter((one) => tag === undefined || one.tag === tag).flatMap((one) => one.remarks.map(({ text }) => text));
}
