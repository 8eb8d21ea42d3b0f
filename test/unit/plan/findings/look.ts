/** Short ways to ask a small world for its findings, proposals and money. */

import type { Change } from '../../../../reconciler/model/change.ts';
import { type Finding } from '../../../../reconciler/model/finding.ts';
import type { Held } from '../../../../reconciler/model/plan.ts';
import type { Proposal } from '../../../../reconciler/model/proposal.ts';
import { findFindings } from '../../../../reconciler/plan/findings.ts';
import { type Context, makeContext, type PlanInput } from '../../../../reconciler/plan/input.ts';
import { propose } from '../../../../reconciler/plan/proposals.ts';
import type { Device } from '../../../../schemas/device.ts';
import type { Lease } from '../../../../schemas/lease.ts';
import type { Disposition, Offboarding } from '../../../../schemas/offboarding.ts';
import type { FindingCode } from '../../../../schemas/vocabulary.ts';
import { COMMIT, makeInput, type Plain, type World } from '../world.ts';

/** What tonight does and holds, as far as findings look at it. */
export interface Tonight {
  readonly changes?: readonly Readonly<Record<string, unknown>>[];
  readonly held?: readonly { readonly change: Readonly<Record<string, unknown>>; readonly by: string }[];
  readonly input?: Partial<PlanInput>;
}

/** The context of a world. */
export function contextOf(world: World, input: Partial<PlanInput> = {}): Context {
  return makeContext({ ...makeInput(world), ...input });
}

/** All findings of a world. */
export function findingsOf(world: World, tonight: Tonight = {}): Finding[] {
  const context = contextOf(world, tonight.input);
  return findFindings(context, (tonight.changes ?? []) as unknown as Change[], (tonight.held ?? []) as unknown as Held[]);
}

/** Findings of one code. */
export function only(code: FindingCode, world: World, tonight: Tonight = {}): Finding[] {
  return findingsOf(world, tonight).filter((finding) => finding.code === code);
}

/** The one finding of a code. */
export function one(code: FindingCode, world: World, tonight: Tonight = {}): Finding {
  const found = only(code, world, tonight);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} findings of ${code}`);
  return found[0];
}

/** All proposals of a world whose journal is pinned. */
export function proposalsOf(world: World, input: Partial<PlanInput> = {}): Proposal[] {
  return unpinned({ ...world, organisation: { journal: { genesis: COMMIT }, ...world.organisation } }, input);
}

/** All proposals of a world as it is. */
export function unpinned(world: World, input: Partial<PlanInput> = {}): Proposal[] {
  return propose(contextOf(world, input));
}

/** The desks that findings about devices and money go to. */
export const desks = {
  it: { name: 'IT' },
  hr: { name: 'HR' },
  finance: { name: 'Finance' },
  payroll: { name: 'Payroll' },
  legal: { name: 'Legal' },
};

/** A laptop in use, owned. */
export function device(id: string, holder: Device['holder'] | string, extra: Plain<Partial<Device>> = {}): Plain<Device> {
  return { id, type: 'laptop', status: 'in-use', holder, ownership: 'owned', ...extra };
}

/** A lease of Swedish devices with one rent for all. */
export function lease(id: string, tags: readonly string[], extra: Plain<Partial<Lease>> & { rent?: string }): Plain<Lease> {
  const { rent = '199.00 SEK', ...rest } = extra;
  const lines = Object.fromEntries(tags.map((tag) => [tag, { rent }]));
  return { id, lessor: 'Exempel Finans', company: 'se', from: '2024-01-01', to: '2027-01-31', lines, ...rest };
}

/** What a plan says of devices, accounts and tasks, by plain ids. */
interface Wishes {
  readonly devices?: Readonly<Record<string, Plain<Disposition>>>;
  readonly accounts?: Readonly<Record<string, object>>;
  readonly tasks?: Readonly<Record<string, object>>;
}

/** A planned leaving. */
export function plan(
  employee: string,
  spell: string,
  extra: Plain<Partial<Omit<Offboarding, keyof Wishes>>> & Wishes = {},
): Plain<Offboarding> {
  return { employee, kind: 'planned', spell, ...extra };
}

/** A buyout with an offer for 1800.00 SEK, answered yes in time unless told. */
export function buyout(offer: Readonly<Record<string, string>> = {}, extra: Readonly<Record<string, unknown>> = {}): Plain<Disposition> {
  const base = { price: '1800.00 SEK', vat: 'included', answerBy: '2026-12-15', answer: 'yes', answered: '2026-12-12', else: 'release' };
  return { disposition: 'buyout', offer: { ...base, ...offer }, ...extra };
}
