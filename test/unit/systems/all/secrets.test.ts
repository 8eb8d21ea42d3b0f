/** Whatever a system answers, what its adapter says holds neither the credential nor a token that was given for it. */
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../../reconciler/ports.ts';
import { openReader, openWriter } from '../../../../reconciler/systems/registry.ts';
import type { ForeignId, Instant } from '../../../../schemas/primitives.ts';
import { canaries, canaryCredential, parsedSystem, TOKEN, WEB_KINDS } from '../../../fakes/canary.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { type Echo, type Manner, startEcho } from '../../../fakes/echo.ts';
import { formsIn } from '../../escape/find-secret.ts';

const AT = '2027-01-04T01:00:00Z' as Instant;
const MANNERS: readonly Manner[] = [200, 400, 401, 403, 404, 409, 422, 429, 500, 501, 'redirect', 'reset', 'torn', 'page', 'broken'];

const running: Echo[] = [];
afterEach(() => Promise.all(running.splice(0).map((one) => one.stop())));

/** What an attempt came to, as somebody would print it who prints everything. */
async function saidBy(attempt: () => Promise<unknown>): Promise<string> {
  try {
    return inspect(await attempt(), { depth: 20 });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return inspect(error, { depth: 20, showHidden: true });
  }
}

async function everythingSaid(kind: string, how: Manner): Promise<{ said: string; heard: string }> {
  const echo = await startEcho(how, TOKEN);
  running.push(echo);
  const system = parsedSystem(kind, echo.address);
  const runtime = { exports: null, credential: canaryCredential, clock: fakeClock(AT) };
  const reader = await openReader(system, runtime);
  const writer = await openWriter(system, runtime);
  const id = '11111111-2222-4333-8444-555555555551' as ForeignId;
  const attempts: (() => Promise<unknown>)[] = [
    () => reader.read(AT),
    () => reader.readAccount(id),
    () => reader.readAsset('LT-0001'),
    () => reader.examine?.() ?? Promise.resolve(null),
    () => writer?.examine?.() ?? Promise.resolve(null),
    ...(['disable', 'sessions', 'enable'] as const).map(
      (write) => () => writer?.write({ kind: write, account: id }, 60_000) ?? Promise.resolve(null),
    ),
  ];
  const said: string[] = [];
  for (const attempt of attempts) said.push(await saidBy(attempt));
  return { said: said.join('\n'), heard: echo.heard() };
}

describe.each(WEB_KINDS)('%s', (kind) => {
  it.each(MANNERS)('says no secret after %s', async (how) => {
    const { said, heard } = await everythingSaid(kind, how);

    expect(canaries().some((secret) => formsIn(heard, secret).length > 0) || kind === 'google').toBe(true);
    expect(canaries().flatMap((secret) => formsIn(said, secret).map((form) => `${form}: ${secret}`))).toEqual([]);
    expect(said).not.toContain('Zq9Xv');
  });
});
