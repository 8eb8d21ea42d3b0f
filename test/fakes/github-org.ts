/** An organisation on GitHub, stateful, made from the facts about its interface: members, invitations, teams, seats, identities. */
import { peopleRoutes } from './github-org/people.ts';
import { graph, seatRoutes, teamRoutes } from './github-org/teams-and-seats.ts';
import { DONE, type FakeOrganisation, NONE, paged } from './github-org/world.ts';
import { type JsonServer, type Manner, type Route, startJsonServer } from './json-server.ts';

function otherRoutes(org: FakeOrganisation, address: string): readonly Route[] {
  return [
    {
      method: 'GET',
      path: /^\/orgs\/[^/]+\/audit-log$/u,
      query: ['phrase', 'include', 'order', 'per_page', 'page', 'after', 'before'],
      answer: (call) => {
        const [, actor = ''] = /^actor:([A-Za-z0-9_-]+)$/u.exec(call.query['phrase'] ?? '') ?? [];
        const rows = org.audit.filter((one) => one.actor.toLowerCase() === actor.toLowerCase());
        const newest = rows.toSorted((a, b) => (a.at > b.at ? -1 : 1));
        const shown = newest.map((one) => ({
          actor: one.actor,
          ...(one.user === null ? {} : { actor_id: one.user }),
          '@timestamp': Date.parse(one.at),
          action: 'git.push',
        }));
        return paged(address, call, shown);
      },
    },
    {
      method: 'GET',
      path: /^\/enterprises\/koncern\/consumed-licenses$/u,
      query: ['per_page', 'page'],
      answer: (call) => {
        const { people, purchased, consumed } = org.enterprise ?? { people: [], purchased: 0 };
        const about = { total_seats_consumed: consumed ?? people.length, total_seats_purchased: purchased };
        return paged(address, call, people, (users) => ({ ...about, users }));
      },
    },
    { method: 'POST', path: /^\/graphql$/u, body: ['query', 'variables'], answer: (call) => graph(org, call) },
    {
      method: 'GET',
      path: /^\/orgs\/[^/]+\/credential-authorizations$/u,
      query: ['login', 'per_page', 'page'],
      answer: (call) => {
        if (!org.hasSaml) return NONE;
        const rows = org.authorisations.map(({ id, user }) => ({
          credential_id: id,
          login: org.users.get(user)?.login ?? '',
          credential_type: 'SSH Key',
        }));
        return paged(
          address,
          call,
          rows.filter(({ login }) => call.query['login'] === undefined || call.query['login'] === login),
        );
      },
    },
    {
      method: 'DELETE',
      path: /^\/orgs\/[^/]+\/credential-authorizations\/(\d+)$/u,
      answer: ({ parts }) => {
        const index = org.authorisations.findIndex(({ id }) => id === Number(parts[0]));
        if (index < 0) return NONE;
        org.authorisations.splice(index, 1);
        return DONE;
      },
    },
  ];
}

/** All routes of an organisation. */
export function githubManner(org: FakeOrganisation): (address: string) => Manner {
  return (address) => ({
    routes: [...peopleRoutes(org, address), ...teamRoutes(org, address), ...seatRoutes(org, address), ...otherRoutes(org, address)],
    guard({ headers, path }) {
      if (path.startsWith('/enterprises/'))
        return org.enterprise !== null && headers.authorization === `Bearer ${org.enterprise.token}` ? null : NONE;
      if (headers.authorization !== `Bearer ${org.token}`) return { status: 401, body: { message: 'Bad credentials' } };
      if (headers['x-github-api-version'] !== '2022-11-28') return { status: 400, body: { message: 'no version' } };
      return headers['user-agent'] === undefined ? { status: 403, body: { message: 'no user agent' } } : null;
    },
    headers: () => (org.scopes === null ? {} : { 'x-oauth-scopes': org.scopes }),
    unknown: (status) => ({ status, body: { message: status === 404 ? 'Not Found' : 'Validation Failed' } }),
  });
}

/** Starts GitHub with one organisation. */
export async function startGithub(org: FakeOrganisation): Promise<JsonServer> {
  const server = await startJsonServer(githubManner(org));
  server.before = ({ method, path }) => {
    if (!org.losesAnswer || method === 'GET' || path.endsWith('graphql')) return;
    org.losesAnswer = false;
    server.fail({ of: /^(POST|PUT|DELETE) \/orgs/u, how: 'lost-answer' });
  };
  return server;
}
