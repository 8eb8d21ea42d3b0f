/** Bugs to plant, one at a time: a text of the product and what stands in its place. Each must be found by an invariant, or the checker is blind in one eye. */

/** One bug. `find` stands exactly once in the file. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** All of them. */
export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'what an account held is captured in no intent',
    file: 'apply/records.ts',
    find: '    capture,\n  };',
    put: '    capture: { ...capture, open: {}, sealed: null, complete: false },\n  };',
  },
  { name: 'no nonce in the lock', file: 'run/taking-lock.ts', find: 'nonce: hex(world.random(16)),', put: "nonce: '0'.repeat(32)," },
  {
    name: 'the plan is trusted without planning again',
    file: 'apply/under-way.ts',
    find: 'const kept = fresh.changes.filter((change) => allowed.get(change.id) === gistOf(change));',
    put: 'const kept = changes.filter((change) => allowed.has(change.id) || fresh.changes.length < 0);',
  },
  {
    name: 'the default branch is not asked right before a write',
    file: 'apply/carry-out.ts',
    find: "  return (await isCurrent()) ? null : 'head-moved';",
    put: '  await isCurrent();\n  return null;',
  },
  {
    name: 'successes are counted instead of intents',
    file: 'record/fold-changes.ts',
    find: 'if (isReleased || !isCounted || minutesBetween',
    put: "if (isReleased || !isCounted || !fold.verified.has(change) || fold.verified.get(change)?.run !== run || run > '' || minutesBetween",
  },
  {
    name: 'complete by the end of the rows only',
    file: 'observe/completeness.ts',
    find: "  if (doubted.has('all') || doubted.has('existence')) return new Set();\n  return new Set(reading.provides.filter((attribute) => !doubted.has(attribute) && figures.known[attribute] > 0));",
    put: '  return doubted.size > 99 || !reading.ended || figures.count === 0 ? new Set() : new Set(reading.provides);',
  },
  {
    name: 'a hold keeps a sign-in open',
    file: 'plan/hold-back.ts',
    find: "const PRESERVED: readonly Rung[] = ['place',",
    put: "const PRESERVED: readonly Rung[] = ['disable', 'place',",
  },
  {
    name: 'the cut-off is a day early',
    file: 'plan/cutoff.ts',
    find: 'isDue: addMinutes(about.cutOff, MARGIN_MINUTES) <= input.asOf,',
    put: 'isDue: addMinutes(about.cutOff, MARGIN_MINUTES - 24 * 60) <= input.asOf,',
  },
  {
    name: "the person's time zone is ignored",
    file: 'plan/input.ts',
    find: '  const zone = employee.timeZone ?? desired.organisation.timeZone;',
    put: '  const zone = desired.organisation.timeZone;',
  },
  {
    name: 'the captured state is that of another account',
    file: 'apply/apply.ts',
    find: '      const target = prepared.targets.get(targetKey(change)) ?? null;',
    put: '      const target = [...prepared.targets.values()].at(-1) ?? prepared.targets.get(targetKey(change)) ?? null;',
  },
  {
    name: 'the precondition is left out',
    file: 'apply/write-one.ts',
    find: "  if (!isSame(before, step.expected)) return { outcome: 'skipped', detail: 'precondition', seen: before };\n",
    put: '',
  },
  {
    name: 'an undo puts back what a person changed since',
    file: 'plan/restore.ts',
    find: "  if (spot.account?.endDay !== writtenDay(change)) return 'changed-since';\n",
    put: '',
  },
  {
    name: 'a device of a third party is to be wiped',
    file: 'plan/device-lines.ts',
    find: "const wiped: Checks = isForeign(device) ? [] : [{ text: 'wipe', done: back && isWiped(device) }];",
    put: "const wiped: Checks = [{ text: 'wipe', done: back && isWiped(device) }];",
  },
  {
    name: 'an exception keeps a sign-in open',
    file: 'plan/hold-back.ts',
    find: 'const found = all.find((one) => one.change === change.kind && (one.system',
    put: 'const found = all.find((one) => one.change !== undefined && (one.system',
  },
  {
    name: 'a protected account is touched',
    file: 'plan/guardrails/untouchable.ts',
    find: "      if (isNamed(guarded, draft)) return 'protected';\n",
    put: '      isNamed(guarded, draft);\n',
  },
  {
    name: 'a record is not chained to the one before',
    file: 'record/chain.ts',
    find: '    const rest = restOf(last, record);',
    put: '    const rest = restOf(prev, record);',
  },
  {
    name: 'limits count per system only',
    file: 'plan/guardrails/limits.ts',
    find: "    case 'fresh':\n    case 'surprise':\n",
    put: "    case 'fresh':\n    case 'surprise':\n      if (isAll) return [];\n",
  },
  {
    name: 'all groups are taken, not those that are asked for',
    file: 'apply/target.ts',
    find: '  return { remove: had.filter((one) => !gets.includes(one)), add:',
    put: '  return { remove: had.length > gets.length ? [...had] : [], add:',
  },
  {
    name: 'writes begin before their intents are at the remote',
    file: 'apply/apply.ts',
    find: '  const result = await run.request.log.append(records);\n  if (result !== ',
    put: "  const result = 'ok' as 'ok' | 'fenced' | 'failed';\n  if (result !== ",
  },
  {
    name: 'a disputed account is touched',
    file: 'plan/hold-back.ts',
    find: '  switch (doubtLink(draft)) {',
    put: '  switch (null as ReturnType<typeof doubtLink>) {',
  },
  {
    name: 'what was verified is done again',
    file: 'plan/draft.ts',
    find: '  return !undone.has(id) && (verified.has(id) || handedOver.has(id));',
    put: '  return !undone.has(id) && verified.size < 0 && handedOver.has(id);',
  },
  {
    name: 'published a moment ago counts as published half a day ago',
    file: 'plan/classify.ts',
    find: 'const HALF_A_DAY = 12 * 60;',
    put: 'const HALF_A_DAY = 0;',
  },
  {
    name: 'a limit is a wall: what is held is not published',
    file: 'plan/forecast.ts',
    find: '  return cutOff <= asOf && systems.length === 0 ? null :',
    put: '  return cutOff <= asOf ? null :',
  },
  {
    name: 'a sign-in name in the journal',
    file: 'apply/capture.ts',
    find: 'const open = { enabled: account.enabled, ...kept,',
    put: 'const open = { enabled: account.enabled, login: account.login, ...kept,',
  },
  {
    name: 'what could not be recorded is forgotten at the end',
    file: 'run/nightly.ts',
    find: 'result.unrecorded.map((outcome) => outcomeRecord(outcome, log.run));',
    put: '[];',
  },
  {
    name: 'a sign-in comes back that somebody else took',
    file: 'plan/rules/changes-return.ts',
    find: "last?.kind === 'disable' && last.before?.['enabled'] === true && !ground",
    put: "last?.kind === 'disable' && !ground",
  },
];
