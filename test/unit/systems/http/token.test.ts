/** Tokens that run out: one question for all who wait, renewed in time, used on while renewing fails, and silent about secrets. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../../reconciler/ports.ts';
import { openHttp } from '../../../../reconciler/systems/http/client.ts';
import { askToken, keepToken, type Token, type TokenRequest } from '../../../../reconciler/systems/http/token.ts';
import type { SystemId } from '../../../../schemas/primitives.ts';
import { type FakeClock, fakeClock } from '../../../fakes/clock.ts';

const where = 'directory' as SystemId;
const HOUR = 3_600_000;

/** An issuer that counts; a Fault in the list is thrown instead of a token. */
function issuer(clock: FakeClock, lives: number, failures: ReadonlyMap<number, Fault> = new Map()) {
  const asked: number[] = [];
  const tokens = keepToken(clock, async (until): Promise<Token> => {
    asked.push(until);
    const count = asked.length;
    await Promise.resolve();
    const failure = failures.get(count);
    if (failure !== undefined) throw failure;
    return { value: `token-${count}`, lives };
  });
  return { asked, tokens };
}

const down = new Fault('it could not be reached', { where, operation: 'get a token', retryable: true });

describe('keeping', () => {
  it('asks once for all who wait', async () => {
    const { asked, tokens } = issuer(fakeClock(), HOUR);

    expect(await Promise.all([tokens.get(5000), tokens.get(9000), tokens.get(9000)])).toEqual(['token-1', 'token-1', 'token-1']);
    expect(asked).toEqual([5000]);
  });

  it.each([
    ['five minutes before the end of an hour', HOUR, 55 * 60_000],
    ['at four fifths of a short life', 60_000, 48_000],
  ])('renews %s', async (_, lives, renewed) => {
    const clock = fakeClock();
    const { tokens } = issuer(clock, lives);

    await tokens.get(0);
    clock.advance(renewed - 1);
    expect(await tokens.get(0)).toBe('token-1');
    clock.advance(1);
    expect(await tokens.get(0)).toBe('token-2');
  });

  it('uses the old token on when renewing fails, until it ends', async () => {
    const clock = fakeClock();
    const { tokens } = issuer(
      clock,
      HOUR,
      new Map([
        [2, down],
        [3, down],
      ]),
    );

    await tokens.get(0);
    clock.advance(HOUR - 1);
    expect(await tokens.get(0)).toBe('token-1');
    clock.advance(1);
    await expect(tokens.get(0)).rejects.toMatchObject({ refused: true, retryable: true });
    expect(await tokens.get(0)).toBe('token-4');
  });

  it('says that nothing was done when there is no token at all', async () => {
    const { tokens } = issuer(fakeClock(), HOUR, new Map([[1, down]]));

    await expect(tokens.get(0)).rejects.toMatchObject({ message: 'it could not be reached', refused: true });
  });

  it('asks again after a question that failed before it was sent', async () => {
    let asked = 0;
    const tokens = keepToken(fakeClock(), () => {
      asked += 1;
      if (asked === 1) throw down;
      return Promise.resolve({ value: 'a', lives: HOUR });
    });

    await expect(tokens.get(0)).rejects.toMatchObject({ refused: true });
    expect(await tokens.get(0)).toBe('a');
  });

  it('does not hide what is not a Fault behind an old token', async () => {
    const clock = fakeClock();
    let asked = 0;
    const tokens = keepToken(clock, () => {
      asked += 1;
      return asked === 1 ? Promise.resolve({ value: 'a', lives: HOUR }) : Promise.reject(new TypeError('ours'));
    });

    await tokens.get(0);
    clock.advance(HOUR - 1);
    await expect(tokens.get(0)).rejects.toThrow(TypeError);
  });

  it('forgets the token that is named, and no newer one', async () => {
    const { tokens } = issuer(fakeClock(), HOUR);

    const first = await tokens.get(0);
    tokens.drop(first);
    expect(await tokens.get(0)).toBe('token-2');
    tokens.drop(first);
    expect(await tokens.get(0)).toBe('token-2');
  });
});

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

/** An endpoint that gives these answers one after another. */
async function endpoint(...answers: readonly { status: number; body: unknown }[]) {
  const seen: { url: string; body: string; headers: Readonly<Record<string, unknown>> }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, body } = answers[Math.min(seen.length, answers.length - 1)] ?? { status: 500, body: null };
      seen.push({ url: request.url ?? '', body: Buffer.concat(chunks).toString(), headers: request.headers });
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { seen, http: openHttp({ where, address, clock: fakeClock(), headers: {} }) };
}

const request: TokenRequest = {
  where,
  credential: 'directory-read',
  path: '/token',
  form: { grant_type: 'client_credentials', client_secret: 's3&cret' },
  until: 30_000,
};

const granted = { access_token: 'abc.def', token_type: 'Bearer', expires_in: 3599 };

describe('asking', () => {
  it('sends a form and takes the token', async () => {
    const { seen, http } = await endpoint({ status: 200, body: granted });

    expect(await askToken(http, { ...request, headers: { 'x-request': '7' } })).toEqual({ value: 'abc.def', lives: 3_599_000 });
    expect(seen).toMatchObject([
      { url: '/token', body: 'grant_type=client_credentials&client_secret=s3%26cret', headers: { 'x-request': '7' } },
    ]);
  });

  it('takes a life that is written as text', async () => {
    const { http } = await endpoint({ status: 200, body: { ...granted, expires_in: '3599' } });

    expect(await askToken(http, request)).toMatchObject({ lives: 3_599_000 });
  });

  it('asks again while the endpoint is in trouble', async () => {
    const { seen, http } = await endpoint({ status: 503, body: {} }, { status: 200, body: granted });

    await askToken(http, request);

    expect(seen).toHaveLength(2);
  });

  it.each([
    ['its code', { error: 'invalid_client', error_description: 'for test.person@exempel.example' }, '(invalid_client)'],
    ['its status, when the code is not one that is known', { error: 'test.person' }, '(401)'],
  ])('tells a refusal by %s', async (_, body, shown) => {
    const { http } = await endpoint({ status: 401, body });

    const error = await askToken(http, request).catch((one: unknown) => one);

    expect(error).toMatchObject({ refused: true, operation: 'get a token' });
    expect(String(error)).toContain(shown);
    expect(String(error)).toContain('"directory-read"');
    expect(String(error)).not.toMatch(/s3|test\.person/u);
  });

  it('lets the adapter say what a refusal means', async () => {
    const { http } = await endpoint({ status: 400, body: { error: 'invalid_client', error_codes: [7_000_222] } });

    await expect(askToken(http, { ...request, explain: () => 'the secret has run out' })).rejects.toThrow('the secret has run out');
  });

  it.each([
    ['nothing', null],
    ['another type', { ...granted, token_type: 'mac' }],
    ['no life', { ...granted, expires_in: 0 }],
    ['a token with a line end in it', { ...granted, access_token: 'abc\r\nx: y' }],
  ])('refuses %s', async (_, body) => {
    const { http } = await endpoint({ status: 200, body });

    await expect(askToken(http, request)).rejects.toMatchObject({ refused: true, retryable: false });
  });
});
