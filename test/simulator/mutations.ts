/** Bugs to plant, one at a time: a text of the product and what stands in its place. Each must be found by an invariant, or the checker is blind in one eye. */

/** One bug. `find` stands exactly once in the file. */
export interface Mutation {
  readonly name: string;
  /** The invariant that must catch it. */
  readonly caughtBy: string;
  /** The first seed in which it does. */
  readonly seed: number;
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** All of them. */
export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'what an account held is captured in no intent',
    caughtBy: 'I0',
    seed: 0,
    file: 'apply/records.ts',
    find: '    capture,\n  };',
    put: '    capture: { ...capture, open: {}, sealed: null, complete: false },\n  };',
  },
  {
    name: 'no nonce in the lock',
    caughtBy: 'I6',
    seed: 0,
    file: 'run/taking-lock.ts',
    find: 'nonce: hex(world.random(16)),',
    put: "nonce: '0'.repeat(32),",
  },
  {
    name: 'the plan is trusted without planning again',
    caughtBy: 'I0',
    seed: 0,
    file: 'apply/under-way.ts',
    find: 'const kept = fresh.changes.filter((change) => allowed.get(change.id) === gistOf(change));',
    put: 'const kept = changes.filter((change) => allowed.has(change.id) || fresh.changes.length < 0);',
  },
  {
    name: 'the default branch is not asked right before a write',
    caughtBy: 'I0',
    seed: 0,
    file: 'apply/carry-out.ts',
    find: "  return (await isCurrent()) ? null : 'head-moved';",
    put: '  await isCurrent();\n  return null;',
  },
  {
    name: 'successes are counted instead of intents',
    caughtBy: 'I0',
    seed: 0,
    file: 'record/fold-changes.ts',
    find: 'if (isReleased || !isCounted || minutesBetween',
    put: "if (isReleased || !isCounted || !fold.verified.has(change) || fold.verified.get(change)?.run !== run || run > '' || minutesBetween",
  },
  {
    name: 'complete by the end of the rows only',
    caughtBy: 'I0',
    seed: 0,
    file: 'observe/completeness.ts',
    find: "  if (doubted.has('all') || doubted.has('existence')) return new Set();\n  return new Set(reading.provides.filter((attribute) => !doubted.has(attribute) && figures.known[attribute] > 0));",
    put: '  return doubted.size > 99 || !reading.ended || figures.count === 0 ? new Set() : new Set(reading.provides);',
  },
  {
    name: 'a hold keeps a sign-in open',
    caughtBy: 'I0',
    seed: 0,
    file: 'plan/hold-back.ts',
    find: "const PRESERVED: readonly Rung[] = ['place',",
    put: "const PRESERVED: readonly Rung[] = ['disable', 'place',",
  },
  {
    name: 'the cut-off is a day early',
    caughtBy: 'I0',
    seed: 0,
    file: 'plan/cutoff.ts',
    find: 'isDue: addMinutes(about.cutOff, MARGIN_MINUTES) <= input.asOf,',
    put: 'isDue: addMinutes(about.cutOff, MARGIN_MINUTES - 24 * 60) <= input.asOf,',
  },
  {
    name: "the person's time zone is ignored",
    caughtBy: 'I0',
    seed: 0,
    file: 'plan/input.ts',
    find: '  const zone = employee.timeZone ?? desired.organisation.timeZone;',
    put: '  const zone = desired.organisation.timeZone;',
  },
  {
    name: 'the captured state is that of another account',
    caughtBy: 'I0',
    seed: 0,
    file: 'apply/apply.ts',
    find: '      const target = prepared.targets.get(targetKey(change)) ?? null;',
    put: '      const target = [...prepared.targets.values()].at(-1) ?? prepared.targets.get(targetKey(change)) ?? null;',
  },
  {
    name: 'the precondition is left out',
    caughtBy: 'I0',
    seed: 0,
    file: 'apply/write-one.ts',
    find: "  if (!isSame(before, step.expected)) return { outcome: 'skipped', detail: 'precondition', seen: before };\n",
    put: '',
  },
  {
    name: 'an undo puts back what a person changed since',
    caughtBy: 'I0',
    seed: 0,
    file: 'plan/restore.ts',
    find: "  if (spot.account?.endDay !== writtenDay(change)) return 'changed-since';\n",
    put: '',
  },
  {
    // Not the boxes of a release: the loader refuses to have a third party's device released, and the rules of ownership do once more.
    name: 'a device of a third party is to be wiped before it goes back',
    caughtBy: 'I11',
    seed: 0,
    file: 'plan/device-lines.ts',
    find: "return [...returned, { text: 'hand-to-owner', ...NOT_DONE }];",
    put: "return [...returned, { text: 'wipe', ...NOT_DONE }, { text: 'hand-to-owner', ...NOT_DONE }];",
  },
  {
    name: 'an exception keeps a sign-in open',
    caughtBy: 'I0',
    seed: 0,
    file: 'plan/hold-back.ts',
    find: 'const found = all.find((one) => one.change === change.kind && (one.system',
    put: 'const found = all.find((one) => one.change !== undefined && (one.system',
  },
  {
    name: 'a protected account is touched',
    caughtBy: 'I0',
    seed: 0,
    file: 'plan/guardrails/untouchable.ts',
    find: "      if (isNamed(guarded, draft)) return 'protected';\n",
    put: '      isNamed(guarded, draft);\n',
  },
  {
    name: 'a record is not chained to the one before',
    caughtBy: 'I0',
    seed: 0,
    file: 'record/chain.ts',
    find: '    const rest = restOf(last, record);',
    put: '    const rest = restOf(prev, record);',
  },
  {
    name: 'limits count per system only',
    caughtBy: 'I0',
    seed: 0,
    file: 'plan/guardrails/limits.ts',
    find: "    case 'fresh':\n    case 'surprise':\n",
    put: "    case 'fresh':\n    case 'surprise':\n      if (isAll) return [];\n",
  },
  {
    name: 'all groups are taken, not those that are asked for',
    caughtBy: 'I0',
    seed: 0,
    file: 'apply/target.ts',
    find: '  return { remove: had.filter((one) => !gets.includes(one)), add:',
    put: '  return { remove: had.length > gets.length ? [...had] : [], add:',
  },
  {
    name: 'writes begin before their intents are at the remote',
    caughtBy: 'I0',
    seed: 0,
    file: 'apply/apply.ts',
    find: '  const result = await run.request.log.append(records);\n  if (result !== ',
    put: "  const result = 'ok' as 'ok' | 'fenced' | 'failed';\n  if (result !== ",
  },
  {
    name: 'a disputed account is touched',
    caughtBy: 'I0',
    seed: 0,
    file: 'plan/hold-back.ts',
    find: '  switch (doubtLink(draft)) {',
    put: '  switch (null as ReturnType<typeof doubtLink>) {',
  },
  {
    name: 'what was verified is done again',
    caughtBy: 'I0',
    seed: 0,
    file: 'plan/draft.ts',
    find: '  return !undone.has(id) && (verified.has(id) || handedOver.has(id));',
    put: '  return !undone.has(id) && verified.size < 0 && handedOver.has(id);',
  },
  {
    name: 'published a moment ago counts as published half a day ago',
    caughtBy: 'I0',
    seed: 0,
    file: 'plan/classify.ts',
    find: 'const HALF_A_DAY = 12 * 60;',
    put: 'const HALF_A_DAY = 0;',
  },
  {
    name: 'a limit is a wall: what is held is not published',
    caughtBy: 'I0',
    seed: 0,
    file: 'plan/forecast.ts',
    find: '  return cutOff <= asOf && systems.length === 0 ? null :',
    put: '  return cutOff <= asOf ? null :',
  },
  {
    name: 'a sign-in name in the journal',
    caughtBy: 'I0',
    seed: 0,
    file: 'apply/capture.ts',
    find: 'const open = { enabled: account.enabled, ...kept,',
    put: 'const open = { enabled: account.enabled, login: account.login, ...kept,',
  },
  {
    name: 'what could not be recorded is forgotten at the end',
    caughtBy: 'I0',
    seed: 0,
    file: 'run/nightly.ts',
    find: 'result.unrecorded.map((outcome) => outcomeRecord(outcome, log.run));',
    put: '[];',
  },
  {
    // Whose sign-in was found off is not on the list of ends of ours at all: planning again drops it before it is announced.
    name: 'a sign-in comes back that somebody else took',
    caughtBy: 'I10',
    seed: 0,
    file: 'plan/rules/changes-return.ts',
    find: 'end === null || end.person !== view.id || !back.ends(end))',
    put: 'end?.person === undefined && back.day.length < 0)',
  },
];
