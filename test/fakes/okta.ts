/** An Okta org, stateful, made from the facts about its interface: users with their statuses, groups, rules, apps, administrators. */
import { type JsonServer, type Manner, type Reply, startJsonServer } from './json-server.ts';
import { appRoutes, groupRoutes } from './okta/groups-and-apps.ts';
import { logRoutes, look } from './okta/log.ts';
import { refuseBearer, serviceAppRoutes } from './okta/service-app.ts';
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

function oktaManner(org: FakeOkta, now: () => number): (address: string) => Manner {
  return (address) => ({
    routes: [
      ...logRoutes(org, address),
      ...serviceAppRoutes(org, address, now),
      ...groupRoutes(org, address),
      ...appRoutes(org, address),
      ...userRoutes(org, address),
    ],
    guard(call) {
      look(org, new Date(now() * 1000).toISOString());
      const { path, method, headers } = call;
      if (path.startsWith('/.well-known/') || path === '/oauth2/v1/token') return null;
      const isBearer = headers.authorization?.startsWith('Bearer ') === true;
      const refused = isBearer ? refuseBearer(org, call) : null;
      if (refused !== null) return refused;
      if (!isBearer && headers.authorization !== `SSWS ${org.token}`) return problem(401, 'E0000011', 'Invalid token provided');
      if ([...org.forbidden].some((part) => path.includes(part))) return problem(403, 'E0000006', 'You do not have permission');
      if (org.limit === null || (org.limit.sort === 'read') !== (method === 'GET')) return null;
      const { seconds } = org.limit;
      org.limit = null;
      return tooMany(seconds);
    },
    unknown: (status) => problem(status === 422 ? 400 : status, 'E0000001', 'Api validation failed'),
  });
}

/** Starts an org. `now` is its clock, in seconds since 1970. */
export async function startOkta(org: FakeOkta, now: () => number = () => Math.floor(Date.now() / 1000)): Promise<JsonServer> {
  const server = await startJsonServer(oktaManner(org, now));
  server.before = ({ method }) => {
    if (!org.losesAnswer || method === 'GET') return;
    org.losesAnswer = false;
    server.fail({ of: /^(POST|PUT|DELETE)/u, how: 'lost-answer' });
  };
  return server;
}
