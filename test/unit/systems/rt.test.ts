/** Request Tracker's adapter on answers that a real one gives only on a bad day: a scripted server in its place. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reading } from '../../../reconciler/model/observed.ts';
import { Fault } from '../../../reconciler/ports.ts';
import { openReader, openWriter } from '../../../reconciler/systems/registry.ts';
import type { ForeignId, Instant } from '../../../schemas/primitives.ts';
import { System } from '../../../schemas/system.ts';

const AT = '2027-01-04T01:00:00Z' as Instant;

interface Answered {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON when it is no text. */
  readonly body?: unknown;
}

let server: Server;
let address = '';
/** Answers by method and path, in order; the last one stays. */
let script: Record<string, Answered[]> = {};
const asked: string[] = [];

const CATALOG = { id: 2, Name: 'Hardware', _hyperlinks: [{ ref: 'self', _url: 'https://rt.exempel.example/REST/2.0/catalog/2' }] };

function asset(id: number | string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { id, Name: `LT-${id}`, Status: 'in-use', Catalog: { type: 'catalog', id: '2' }, HeldBy: [{ type: 'user', id: 'anna' }], ...more };
}

function page(total: number | null, ...items: readonly unknown[]): Answered {
  return { body: { total, items } };
}

function answer(request: IncomingMessage): Answered {
  const path = (request.url ?? '').replace(/\?.*$/u, '').replace('/REST/2.0', '');
  const key = `${request.method} ${path}`;
  asked.push(key);
  const list = script[key] ?? [];
  return (list.length > 1 ? list.shift() : list[0]) ?? { status: 404, body: { message: 'Not Found' } };
}

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    const { status = 200, headers = {}, body = '' } = answer(request);
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
    response.end(isText ? body : JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const at = server.address();
  address = `http://127.0.0.1:${at !== null && typeof at === 'object' ? at.port : 0}`;
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  asked.length = 0;
  script = { 'GET /catalog/Hardware': [{ body: CATALOG }] };
});

function system(more: Readonly<Record<string, unknown>> = {}): System {
  const about = { kind: 'rt', id: 'inventory', mode: 'enforce', tenant: 'rt.exempel.example', holds: ['assets'], catalog: 'Hardware' };
  return System.parse({ ...about, credential: { read: 'rt', write: 'rt' }, address, ...more });
}

let slept = 0;
const clock = {
  now: () => AT,
  elapsed: () => performance.now() + slept,
  sleep: async (milliseconds: number) => {
    slept += milliseconds;
  },
};
const runtime = { exports: null, credential: () => '1-14-token', clock };

async function read(more: Readonly<Record<string, unknown>> = {}): Promise<Reading> {
  return (await openReader(system(more), runtime)).read(AT);
}

async function checkIn(status = 'received'): Promise<Fault | null> {
  const writer = await openWriter(system(), runtime);
  const outcome: unknown = await writer?.write({ kind: 'check-in', asset: '7', status }, 10_000).catch((error: unknown) => error);
  return outcome instanceof Fault ? outcome : null;
}

const current = (more: Readonly<Record<string, unknown>> = {}, etag = '"1"'): Answered => ({ headers: { etag }, body: asset(7, more) });

describe('a list of assets', () => {
  it('is whole when as many came as there are', async () => {
    script['GET /assets'] = [page(3, asset(1), asset(2)), page(1, asset('5'))];

    expect(await read()).toMatchObject({ total: 3, ended: true, pages: 2, problems: [], tenant: 'rt.exempel.example', freshAt: AT });
  });

  it.each([
    ['one was added meanwhile', [page(2, asset(1)), page(2, asset(2), asset(3)), page(3, asset(1))], 3, 3],
    ['one was deleted meanwhile', [page(3, asset(1)), page(1, asset(3)), page(2, asset(1))], 2, 2],
    ['one is missing that is still counted', [page(3, asset(1)), page(1, asset(3)), page(3, asset(1))], 3, 2],
  ])('is counted anew when %s', async (_, pages, total, came) => {
    script['GET /assets'] = pages;

    const reading = await read();

    expect([reading.total, reading.assets.length, reading.ended, reading.problems]).toEqual([total, came, true, []]);
  });

  it.each([
    ['that comes twice', [page(3, asset(1), asset(2)), page(1, asset(2))], ['page 2 is not in the order that was asked for']],
    [
      'without numbers',
      [page(1, { Status: 'in-use' })],
      ['page 1 is not in the order that was asked for', 'asset 1 of the list cannot be read'],
    ],
    ['with nothing in it although more are counted', [page(3, asset(1)), page(2)], []],
    [
      'of an account that sees a part',
      [page(null, asset(1)), page(null)],
      ['the account is not told how many assets there are; give it the right ShowAsset for all catalogs'],
    ],
    ['that is a page to sign in at', [{ body: '<html>Login</html>' }], ['its answer is not JSON: perhaps a page to sign in at']],
    [
      'that sends us on',
      [{ status: 302, headers: { location: '/' } }],
      ['it sends us on to another address; write the address that it leads to, if that is the system'],
    ],
    ['that is refused', [{ status: 403, body: {} }], ['the account has not the right to do that; docs/systems/rt.md lists the rights']],
    ['that is not as it should be', [{ body: { total: 'many' } }], ['its answer is not as Request Tracker 5 answers, at "total"']],
    ['that it has forgotten', [{ status: 410, body: {} }], ['it answered 410']],
  ])('with a page %s is not whole', async (_, pages, problems) => {
    script['GET /assets'] = pages;

    expect(await read()).toMatchObject({ ended: false, problems });
  });

  it('has a problem for each asset that cannot be read, and the others', async () => {
    script['GET /assets'] = [page(2, asset(1, { Status: '' }), asset(2))];

    const reading = await read();

    expect([reading.problems, reading.assets.map((one) => one.id)]).toEqual([['asset 1 of the list cannot be read'], ['2']]);
  });

  it.each([
    ['nobody', [], ''],
    ['one who stands alone', { type: 'user', id: 'anna' }, 'anna'],
    ['Nobody', { type: 'user', id: 'Nobody' }, ''],
    ['a group', [{ type: 'group', id: '40' }], null],
    [
      'two people',
      [
        { type: 'user', id: 'anna' },
        { type: 'user', id: 'bo' },
      ],
      null,
    ],
    ['somebody it does not show', null, null],
  ])('shows the holder: %s', async (_, held, holder) => {
    script['GET /assets'] = [page(1, asset(1, { HeldBy: held }))];

    expect((await read()).assets.map((one) => one.holder)).toEqual([holder]);
  });

  it.each([
    ['a field', { fields: { tag: 'Tag' } }, { CustomFields: [{ name: 'Tag', values: ['LT-0042'] }] }, 'LT-0042'],
    ['an empty field', { fields: { tag: 'Tag' } }, { CustomFields: [{ name: 'Tag', values: [] }] }, null],
    ['a field that is a file', { fields: { tag: 'Tag' } }, { CustomFields: [{ name: 'Tag', values: [{ filename: 'x' }] }] }, null],
    ['the name', {}, { Name: 'LT-0043' }, 'LT-0043'],
    ['a name that is no tag', {}, { Name: 'The old one' }, null],
  ])('takes the tag from %s', async (_, more, shown, tag) => {
    script['GET /assets'] = [page(1, asset(1, shown))];

    expect((await read(more)).assets.map((one) => one.tag)).toEqual([tag]);
  });
});

describe('a catalog', () => {
  it.each([
    ['of a server that does not say where it is', { ...CATALOG, _hyperlinks: [{ ref: 'self' }] }, 'it does not say at which address it is'],
    ['of another name', { ...CATALOG, Name: 'Software' }, 'another catalog than the one that was asked for answered'],
  ])('%s brings home nothing', async (_, body, problem) => {
    script['GET /catalog/Hardware'] = [{ body }];

    expect(await read()).toMatchObject({ tenant: null, freshAt: null, pages: 0, problems: [problem] });
  });

  it('is asked for again after it could not be had', async () => {
    script['GET /catalog/Hardware'] = [{ status: 403, body: {} }, { body: CATALOG }];
    script['GET /assets'] = [page(0)];
    const reader = await openReader(system(), runtime);

    const problems = [(await reader.read(AT)).problems.length, (await reader.read(AT)).problems.length];

    expect(problems).toEqual([1, 0]);
  });
});

describe('one record', () => {
  it.each(['abc', '0', '7/history', ''])('with the id %j is not asked for', async (id) => {
    const reader = await openReader(system(), runtime);

    expect(await reader.readAsset(id)).toBeNull();
    expect(asked.filter((one) => one.includes('asset'))).toEqual([]);
  });

  it.each([
    ['a page', '<html>not found</html>'],
    ['a body of another form', {}],
  ])('is not gone because of a 404 that is not its own: %s', async (_, body) => {
    script['GET /asset/7'] = [{ status: 404, body }];
    const reader = await openReader(system(), runtime);

    await expect(reader.readAsset('7')).rejects.toThrow(/it answered 404/u);
  });

  it('without an ETag is a Fault: a change by somebody else could not be noticed', async () => {
    script['GET /asset/7'] = [{ body: asset(7) }];
    const reader = await openReader(system(), runtime);

    await expect(reader.readAsset('7')).rejects.toThrow(/no ETag/u);
  });

  it('of an account is none', async () => {
    expect(await (await openReader(system(), runtime)).readAccount('a-1' as ForeignId)).toBeNull();
  });
});

describe('a write', () => {
  it('of a status that is as it should be and a holder who is gone asks for nothing', async () => {
    script['GET /asset/7'] = [current({ Status: 'allocated', HeldBy: [] })];

    expect([await checkIn(), asked.filter((one) => one.startsWith('PUT'))]).toEqual([null, []]);
  });

  it('with a status that nothing is known for leaves the status as it is', async () => {
    script['GET /asset/7'] = [current(), current({ HeldBy: [] }, '"2"')];
    script['PUT /asset/7'] = [{ body: ['Member deleted'] }];

    expect([await checkIn('repair'), asked.filter((one) => one.startsWith('PUT'))]).toEqual([null, ['PUT /asset/7']]);
  });

  it.each([
    ['refused in the first step', [{ body: ['no'] }], [current(), current()], true],
    ['refused in the second step', [{ body: ['ok'] }, { body: ['no'] }], [current(), current({ Status: 'allocated' }, '"2"')], false],
    [
      'stale in the second step',
      [{ body: ['ok'] }, { status: 412, body: {} }],
      [current(), current({ Status: 'allocated' }, '"2"')],
      false,
    ],
    [
      'forbidden in the second step',
      [{ body: ['ok'] }, { status: 403, body: {} }],
      [current(), current({ Status: 'allocated' }, '"2"')],
      false,
    ],
    ['another one than was asked for', [{ body: ['ok'] }], [current(), current({ Status: 'stolen' }, '"2"')], false],
    ['not to be read afterwards', [{ body: ['ok'] }], [current(), { status: 403, body: {} }], false],
    ['gone afterwards', [{ body: ['ok'] }], [current(), { status: 404, body: {} }], false],
    ['forbidden at once', [{ status: 403, body: {} }], [current()], true],
    ['answered with 500', [{ status: 500, body: {} }], [current()], false],
  ])('that is %s says whether something may have been done', async (_, puts, gets, refused) => {
    script['GET /asset/7'] = gets;
    script['PUT /asset/7'] = puts;

    expect((await checkIn())?.refused).toBe(refused);
  });
});
