/** Paths made from ids: none of them leads to another address. */
import { afterEach, describe, expect, it } from 'vitest';
import { fakeClock } from '../../../fakes/clock.ts';
import { answers, client, GET, serve, stopServers } from './served.ts';

afterEach(stopServers);

describe('a path', () => {
  it.each(['/users/..', '/users/../groups', '/users/%2e%2E/lifecycle', '/./x', '/users/.%2e?a=b', '/a\\..\\b'])(
    'that leads elsewhere is refused before anything is sent: %s',
    async (path) => {
      const { seen, listener } = answers({ status: 200 });
      const http = client(await serve(listener), fakeClock());
      await expect(http.send({ ...GET, path })).rejects.toMatchObject({ refused: true, message: 'an id would lead to another address' });

      expect(seen).toEqual([]);
    },
  );

  it.each(['/users/..x', '/users/%252e%252e', '/users/a..b', '/v1.0/users', '/x?y=/../z'])(
    'with dots in it is asked for as it is: %s',
    async (path) => {
      const { seen, listener } = answers({ status: 200 });

      await client(await serve(listener), fakeClock()).send({ ...GET, path });

      expect(seen.map(({ url }) => url)).toEqual([path]);
    },
  );
});
