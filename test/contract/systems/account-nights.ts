/** The part of the account suite about what a run makes of a system: busy, late, changed meanwhile, or silent. */
import { expect, it } from 'vitest';
import { type StepResult, writeOne } from '../../../reconciler/apply/write-one.ts';
import type { Change } from '../../../reconciler/model/change.ts';
import type { ForeignId } from '../../../schemas/primitives.ts';
import { type AccountDesk, type Bench, changeOf, settled } from './account-desk.ts';
import { AT } from './reader-suite.ts';

/** One change as a night carries it out: planned on how the account looks now, `before` what happens until then and right before the write. */
async function carryOut(
  desk: AccountDesk,
  change: Change & { readonly account: ForeignId },
  more: { readonly planned?: () => Promise<void>; readonly beforeWrite?: () => Promise<void> } = {},
): Promise<StepResult> {
  const { reader, writer, clock } = desk;
  const seen = await reader.readAccount(change.account);
  await more.planned?.();
  const objection = async () => {
    await more.beforeWrite?.();
    return null;
  };
  return writeOne({ change, expected: seen === null ? null : { account: seen }, reader, writer, clock, timeout: 30_000, objection });
}

/** The end of a sign-in, as a plan has it for this system. */
function ending(bench: Bench) {
  return changeOf('disable', bench.account('a-1'), bench.removes ? { after: { enabled: false, gone: 'hidden' } } : {});
}

function changing(bench: Bench): void {
  const { subject, account, names } = bench;

  it('carries a change out and has seen it', async () => {
    const desk = await subject.open();

    expect(await carryOut(desk, ending(bench))).toMatchObject({ outcome: 'verified', detail: null });
    // What is gone is not looked for again.
    expect(await carryOut(desk, ending(bench))).toMatchObject(
      bench.removes ? { outcome: 'skipped', detail: 'absent' } : { outcome: 'already-so' },
    );
  });

  it('writes nothing when somebody changed the account since it was planned', async () => {
    const desk = await subject.open();

    const result = await carryOut(desk, ending(bench), { planned: () => desk.hand.switchOff(account('a-1')) });

    expect(result).toMatchObject({ outcome: 'skipped', detail: bench.removes ? 'absent' : 'precondition' });
  });

  bench.given('vanish')('writes nothing when the account is gone by then', async () => {
    const desk = await subject.open();

    const result = await carryOut(desk, ending(bench), { planned: () => desk.hand.vanish(account('a-1')) });

    expect(result).toMatchObject({ outcome: 'skipped', detail: 'absent' });
  });

  bench.given('groups')('keeps what an administrator adds in the moment before the write', async () => {
    const desk = await subject.open();
    const [sales, vpn] = [names('sales'), names('vpn')];
    const change = changeOf('groups', account('a-3'), { before: { groups: sales }, after: { groups: [] } });

    const result = await carryOut(desk, change, { beforeWrite: () => desk.hand.join(account('a-3'), 'vpn') });

    // Carried out or refused because of the other change, but never at the price of it.
    expect(['verified', 'failed']).toContain(result.outcome);
    const groups = (await desk.reader.readAccount(account('a-3')))?.groups;
    expect(groups).toEqual(expect.arrayContaining([...vpn]));
    expect(groups?.includes(sales[0] as never)).toBe(result.outcome === 'failed');
  });
}

function limits(bench: Bench): void {
  const { subject, account, timeout } = bench;

  bench.given('limit-read')('waits with its reading as long as it is asked to, and then has everybody', async () => {
    const desk = await subject.open();
    await desk.trouble.limit('read', 7);
    const from = desk.clock.elapsed();

    const reading = await desk.reader.read(AT);

    expect(reading).toMatchObject({ ended: true, problems: [] });
    expect(desk.clock.elapsed() - from).toBeGreaterThanOrEqual(7000);
  });

  bench.given('limit-write')('passes on how long to wait with a write, which certainly had no effect', async () => {
    const desk = await subject.open();
    const before = await desk.reader.readAccount(account('a-1'));
    await desk.trouble.limit('write', 7);

    const error = await desk.writer.write({ kind: 'disable', account: account('a-1') }, timeout).catch((one: unknown) => one);

    expect(error).toMatchObject({ name: 'Fault', refused: true, retryable: true, retryAfter: 7000, meaning: null });
    expect(settled(await desk.reader.readAccount(account('a-1')))).toEqual(settled(before));
  });

  bench.given('limit-write')('is written by a run that waits', async () => {
    const desk = await subject.open();
    await desk.trouble.limit('write', 7);
    const from = desk.clock.elapsed();

    expect(await carryOut(desk, ending(bench))).toMatchObject({ outcome: 'verified' });
    expect(desk.clock.elapsed() - from).toBeGreaterThanOrEqual(7000);
  });
}

function lateness(bench: Bench): void {
  const { subject, account, timeout } = bench;

  bench.given('stale')('claims a change only once it is seen, where a system shows it late', async () => {
    const desk = await subject.open();

    const result = await carryOut(desk, ending(bench), { beforeWrite: () => desk.trouble.stale(2) });

    expect(result).toMatchObject({ outcome: 'verified', seen: bench.removes ? null : { account: { enabled: false } } });
  });

  bench.given('stale')('claims nothing where a system goes on showing what was', async () => {
    const desk = await subject.open();

    const result = await carryOut(desk, ending(bench), { beforeWrite: () => desk.trouble.stale(1000) });

    expect(['failed', 'unverifiable']).toContain(result.outcome);
  });

  bench.given('lost-answer')('calls no write refused whose answer was lost', async () => {
    const desk = await subject.open();
    await desk.trouble.loseAnswer();

    const error = await desk.writer.write({ kind: 'disable', account: account('a-1') }, timeout).catch((one: unknown) => one);

    expect(error).toMatchObject({ name: 'Fault', refused: false });
    expect(bench.isOff(await desk.reader.readAccount(account('a-1')))).toBe(true);
  });

  bench.given('lost-answer')('is asked what became of a write whose answer was lost', async () => {
    const desk = await subject.open();
    await desk.trouble.loseAnswer();

    expect(await carryOut(desk, ending(bench))).toMatchObject({ outcome: 'verified', detail: 'answer-lost' });
  });
}

function rights(bench: Bench): void {
  const { subject, account, names, timeout } = bench;
  const all = [
    { kind: 'disable', account: account('a-1') },
    { kind: 'sessions', account: account('a-1') },
    { kind: 'groups', account: account('a-1'), remove: names('sales'), add: [] },
    { kind: 'licences', account: account('a-3'), remove: names('VISIO'), add: [] },
  ] as const;

  for (const write of all.filter(({ kind }) => kind === 'disable' || !bench.lacks(kind))) {
    bench.given('right')(`says that it is the right which is missing, and that nothing was done: ${write.kind}`, async () => {
      const desk = await subject.open();
      const before = await desk.reader.read(AT);
      await desk.trouble.forbid();

      const error = await desk.writer.write(write, timeout).catch((one: unknown) => one);

      expect(error).toMatchObject({ name: 'Fault', refused: true, retryable: false, meaning: 'no-right' });
      expect((await desk.reader.read(AT)).digest).toBe(before.digest);
    });
  }

  bench.given('right')('is told by a night as a right that is missing, which stops nobody else', async () => {
    const desk = await subject.open();
    await desk.trouble.forbid();

    expect(await carryOut(desk, ending(bench))).toMatchObject({ outcome: 'failed', detail: 'no-right' });
  });
}

/** A change as a night makes it, with everything that comes between. */
export function nightSuite(bench: Bench): void {
  changing(bench);
  limits(bench);
  lateness(bench);
  rights(bench);
}
