/** An Okta org, stateful, made from the facts about its interface: users with their statuses, groups, rules, apps, administrators. */
import { type JsonServer, type Manner, type Reply, startJsonServer } from './json-server.ts';
import { appRoutes, groupRoutes } from './okta/groups-and-apps.ts';
import { userRoutes } from './okta/users.ts';
import { type FakeOkta, problem } from './okta/world.ts';

const NOW = Date.parse('2031-05-05T05:05:05Z');

/** Too many requests, by a clock that is years off ours. */
function tooMany(seconds: number): Reply {
  const headers = {
    date: new Date(NOW).toUTCString(),
    'x-rate-limit-limit': '600',
    'x-rate-limit-remaining': '0',
    'x-rate-limit-reset': String(NOW / 1000 + seconds - 1),
  };
  return { ...problem(429, 'E0000047', 'API call exceeded rate limit due to too many requests.'), headers };
}

function oktaManner(org: FakeOkta): (address: string) => Manner {
  return (address) => ({
    routes: [...groupRoutes(org, address), ...appRoutes(org, address), ...userRoutes(org, address)],
    guard({ path, method, headers }) {
      if (path.startsWith('/.well-known/')) return null;
      if (headers.authorization !== `SSWS ${org.token}`) return problem(401, 'E0000011', 'Invalid token provided');
      if ([...org.forbidden].some((part) => path.includes(part))) return problem(403, 'E0000006', 'You do not have permission');
      if (org.limit === null || (org.limit.sort === 'read') !== (method === 'GET')) return null;
      const { seconds } = org.limit;
      org.limit = null;
      return tooMany(seconds);
    },
    unknown: (status) => problem(status === 422 ? 400 : status, 'E0000001', 'Api validation failed'),
  });
}

/** Starts an org. */
export async function startOkta(org: FakeOkta): Promise<JsonServer> {
  const server = await startJsonServer(oktaManner(org));
  server.before = ({ method }) => {
    if (!org.losesAnswer || method === 'GET') return;
    org.losesAnswer = false;
    server.fail({ of: /^(POST|PUT|DELETE)/u, how: 'lost-answer' });
  };
  return server;
}
