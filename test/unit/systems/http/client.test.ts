/** The client of systems that speak JSON over HTTP: pace, patience, redirects, size, and what a Fault says. */
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { retry } from '../../../../reconciler/apply/retry.ts';
import { fakeClock } from '../../../fakes/clock.ts';
import { answers, client, GET, POST, SECRET, serve, stopServers } from './served.ts';

afterEach(stopServers);

describe('what is given to the adapter', () => {
  it.each([
    [200, '{"ok":true}', { ok: true }],
    [200, '', null],
    [404, '{"error":"no"}', { error: 'no' }],
    [412, '<p>stale</p>', null],
  ])('status %d with %j', async (status, body, expected) => {
    const { listener } = answers({ status, body, headers: { etag: '"7"' } });
    const http = client(await serve(listener), fakeClock());

    const answer = await http.send(POST);

    expect([answer.status, answer.body, answer.headers.get('etag')]).toEqual([status, expected, '"7"']);
  });

  it('is asked for as JSON, with the credential, the query and the body', async () => {
    const { seen, listener } = answers({ status: 200 });
    const http = client(`${await serve(listener)}/below`, fakeClock());

    await http.send({ ...GET, query: { limit: 5, name: 'a&b' }, headers: { 'if-match': '"7"' } });

    expect(seen).toMatchObject([
      {
        method: 'GET',
        url: '/below/users?limit=5&name=a%26b',
        headers: { accept: 'application/json', authorization: SECRET, 'if-match': '"7"' },
      },
    ]);
  });
});

describe('what it asks with', () => {
  it('asks anew for headers that run out, before each request', async () => {
    const { seen, listener } = answers({ status: 200 });
    let token = 0;
    const headers = async (until: number) => {
      token += 1;
      return { authorization: `Bearer ${token} ${until}` };
    };
    const http = client(await serve(listener), fakeClock(), { headers });

    await http.send(GET);
    await http.send({ ...POST, until: 5000 });

    expect(seen.map((one) => one.headers['authorization'])).toEqual(['Bearer 1 90000', 'Bearer 2 5000']);
  });

  it('sends a form where one is given', async () => {
    const { seen, listener } = answers({ status: 200 });
    const http = client(await serve(listener), fakeClock());

    await http.send({ operation: 'get a token', method: 'POST', path: '/token', form: { grant_type: 'client_credentials', scope: 'a b' } });

    expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded', 'content-length': '39' });
  });

  it('repeats a question that is sent as POST', async () => {
    const { seen, listener } = answers({ status: 503 }, { status: 200 });
    const http = client(await serve(listener), fakeClock());

    await http.send({ ...POST, isRead: true });

    expect(seen).toHaveLength(2);
  });
});

describe('waiting', () => {
  it.each([
    ['seconds', '12', 12_000],
    ['a date', 'Mon, 04 Jan 2027 01:00:20 GMT', 20_000],
    ['nothing', '', 1000],
    ['less than nothing, which is no time', '-5', 1000],
    ['a fraction, which is no time', '12.5', 1000],
  ])('a read waits as it is asked to: %s', async (_, after, expected) => {
    const { listener } = answers({ status: 429, headers: { 'retry-after': after } }, { status: 200 });
    const clock = fakeClock();

    await client(await serve(listener), clock).send(GET);

    expect(clock.sleeps).toEqual([expected]);
  });

  it.each([
    ['an hour', '3600', 3_600_000],
    ['thirty years', '1000000000', 1_000_000_000_000],
  ])('passes on a wait that is longer than its patience: %s', async (_, after, expected) => {
    const { seen, listener } = answers({ status: 503, headers: { 'retry-after': after } });
    const http = client(await serve(listener), fakeClock());

    await expect(http.send(GET)).rejects.toMatchObject({ retryable: true, retryAfter: expected });
    expect(seen).toHaveLength(1);
  });

  it('ends by the time its caller has left', async () => {
    const { seen, listener } = answers({ status: 500 });
    const clock = fakeClock();

    await expect(client(await serve(listener), clock).send({ ...GET, until: 3500 })).rejects.toMatchObject({ retryable: true });

    expect(clock.sleeps).toEqual([1000, 2000]);
    expect(seen).toHaveLength(3);
  });

  it('keeps one pace for all clients of one origin, and another for another', async () => {
    const { listener } = answers({ status: 200 });
    const [first, second] = [await serve(listener), await serve(listener)];
    const clock = fakeClock();
    const slow = { perMinute: 2 };

    await client(first, clock, slow).send(GET);
    await client(first, clock, slow).send(POST);
    await client(second, clock, slow).send(GET);
    expect(clock.sleeps).toEqual([]);
    await client(first, clock, slow).send(GET);

    expect(clock.sleeps).toEqual([61_000]);
  });

  it('does not wait for the pace beyond the time of its caller: it says when to come again, and has taken nobody’s turn', async () => {
    const { seen, listener } = answers({ status: 200 });
    const clock = fakeClock();
    const http = client(await serve(listener), clock, { perMinute: 1 });

    await http.send(GET);

    const late = { refused: true, retryable: true, retryAfter: 61_000 };
    await expect(http.send({ ...POST, until: clock.elapsed() + 30_000 })).rejects.toMatchObject(late);
    expect([seen.length, clock.sleeps]).toEqual([1, []]);
    await clock.sleep(61_000);
    await http.send({ ...POST, until: clock.elapsed() + 30_000 });
    expect([seen.length, clock.sleeps]).toEqual([2, [61_000]]);
  });

  it('writes as many as there are, however low the limit of requests is, when whoever asks comes again', async () => {
    const { seen, listener } = answers({ status: 200 });
    const clock = fakeClock();
    const http = client(await serve(listener), clock, { perMinute: 3 });

    for (let count = 0; count < 10; count += 1) {
      await retry(() => http.send({ ...POST, until: clock.elapsed() + 30_000 }), clock);
      clock.advance(2_000);
    }

    expect(seen).toHaveLength(10);
  });

  it('sends nothing once its time is over', async () => {
    const { seen, listener } = answers({ status: 200 });
    const clock = fakeClock();
    clock.advance(1_000);

    await expect(client(await serve(listener), clock).send({ ...POST, until: 1_000 })).rejects.toMatchObject({ refused: true });
    expect(seen).toHaveLength(0);
  });
});

describe('a write', () => {
  it.each([
    [500, {}, { refused: false, retryable: false }],
    [503, { 'retry-after': '1' }, { refused: false, retryable: false, retryAfter: 1000 }],
    [429, { 'retry-after': '1' }, { refused: true, retryable: true, retryAfter: 1000 }],
  ] as const)('is never repeated: %d', async (status, headers, expected) => {
    const { seen, listener } = answers({ status, headers });
    const clock = fakeClock();

    await expect(client(await serve(listener), clock).send(POST)).rejects.toMatchObject(expected);

    expect(seen).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  it.each([GET, POST])('that a server does not have is an answer (501): nothing was done, and nothing is repeated', async (request) => {
    const { seen, listener } = answers({ status: 501 });

    const answer = await client(await serve(listener), fakeClock()).send(request);

    expect([answer.status, seen.length]).toEqual([501, 1]);
  });

  it('of which no answer comes has an outcome that nobody knows', async () => {
    const http = client(await serve((request) => request.socket.destroy()), fakeClock());

    await expect(http.send(POST)).rejects.toMatchObject({ refused: false, retryable: false });
  });
});

describe('what is not taken', () => {
  it('a redirect, even to the same origin: the credential goes nowhere else', async () => {
    const { seen, listener } = answers({ status: 302, headers: { location: '/elsewhere' } }, { status: 200 });

    await expect(client(await serve(listener), fakeClock()).send(GET)).rejects.toThrow('sends us on to another address');
    expect(seen).toHaveLength(1);
  });

  it('an answer that is large only once it is unpacked', async () => {
    const body = gzipSync(Buffer.alloc(2_000_000, ' '));
    const { listener } = answers({ status: 200, headers: { 'content-encoding': 'gzip' }, body });

    expect(body.length).toBeLessThan(10_000);
    await expect(client(await serve(listener), fakeClock(), { largest: 1_000_000 }).send(GET)).rejects.toThrow('larger than 1000000 bytes');
  });

  it.each([
    ['text/html', '<html>', 'perhaps a page to sign in at'],
    ['application/jsonp', '{}', 'perhaps a page to sign in at'],
    ['application/json', '{"a":', 'says that it is JSON and is not'],
    ['application/problem+json', Buffer.from([0x22, 0xff, 0x22]), 'says that it is JSON and is not'],
  ])('%s with %j', async (type, body, expected) => {
    const { listener } = answers({ status: 200, headers: { 'content-type': type }, body });

    await expect(client(await serve(listener), fakeClock()).send(GET)).rejects.toThrow(expected);
  });

  it('an answer that does not come in time', async () => {
    const http = client(await serve(() => {}), fakeClock(), { timeout: 50 });

    await expect(http.send(POST)).rejects.toThrow('it did not answer in time');
  });

  it.each(['http://inventory.exempel.example', 'http://127.0.0.1.exempel.example', 'ftp://127.0.0.1'])('the address %s', (address) => {
    expect(() => client(address, fakeClock())).toThrow('over https only');
  });
});

describe('a Fault', () => {
  it('says where, what for and the code of the error, and no secret', async () => {
    const clock = fakeClock();
    const http = client('http://127.0.0.1:1', clock);

    const error: unknown = await http.send({ ...GET, query: { username: 'testper' } }).catch((one: unknown) => one);

    expect(error).toMatchObject({ where: 'inventory', operation: 'read users', message: expect.stringMatching(/could not be reached/u) });
    const { message, stack, cause } = error as Error;
    expect([message, stack, String(cause)].join(' ')).not.toMatch(/not-for-anybody|testper/u);
  });
});
