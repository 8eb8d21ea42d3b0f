/** A workspace in Slack, or an Enterprise organisation, stateful, made from the facts about its interfaces: the Web API and SCIM. */
import { type Call, type JsonServer, type Manner, type Reply, type Route, startJsonServer } from './json-server.ts';

/** A member. */
export interface FakeMember {
  readonly id: string;
  name: string;
  email: string | null;
  deleted: boolean;
  readonly is: 'member' | 'admin' | 'owner' | 'primary-owner' | 'multi-channel-guest' | 'single-channel-guest' | 'bot';
  sessions: number;
  /** Guests: when they are deactivated, in seconds; 0 for never. */
  expires?: number;
  billed?: boolean;
  /** Of another workspace or organisation, with whom a channel is shared. */
  readonly team?: string;
  readonly enterprise?: string;
  readonly isStranger?: boolean;
}

/** The workspace or organisation. */
export interface FakeSlack {
  team: string;
  enterprise: string | null;
  readonly members: Map<string, FakeMember>;
  self: string;
  token: string;
  scopes: string;
  /** Every list is empty: the rights to see are gone. */
  isBlind: boolean;
  stale: { left: number; readonly members: ReadonlyMap<string, FakeMember> } | null;
  limit: { readonly sort: 'read' | 'write'; readonly seconds: number } | null;
  losesAnswer: boolean;
}

/** A member of a workspace. */
export function slackMember(id: string, more: Partial<FakeMember> = {}): FakeMember {
  return { id, name: id.toLowerCase(), email: `${id.toLowerCase()}@exempel.example`, deleted: false, is: 'member', sessions: 2, ...more };
}

/** A workspace of these members, and of the owner whose token it is; with `enterprise`, an organisation. */
export function fakeSlack(members: readonly FakeMember[], enterprise: string | null = null): FakeSlack {
  const self = slackMember('UOWN', { is: 'owner' });
  const scopes = 'admin,admin.users:read,admin.users:write,users:read,users:read.email';
  const rest = { isBlind: false, stale: null, limit: null, losesAnswer: false };
  return {
    team: 'T1',
    enterprise,
    members: new Map([...members, self].map((one) => [one.id, one])),
    self: self.id,
    token: 'xoxp-practice',
    scopes,
    ...rest,
  };
}

function no(error: string, more: object = {}): Reply {
  return { status: 200, body: { ok: false, error, ...more } };
}

function flags({ id, is }: FakeMember): object {
  return {
    id,
    is_bot: is === 'bot',
    is_admin: ['admin', 'owner', 'primary-owner'].includes(is),
    is_owner: ['owner', 'primary-owner'].includes(is),
    is_primary_owner: is === 'primary-owner',
    is_restricted: is.endsWith('guest'),
    is_ultra_restricted: is === 'single-channel-guest',
  };
}

/** A member as a workspace shows them; deactivated ones have hardly a profile and no flags of their role. */
function shown(member: FakeMember): object {
  const { id, name, email, deleted } = member;
  const { team = 'T1', enterprise, isStranger } = member;
  return {
    ...flags(member),
    id,
    team_id: team,
    name,
    deleted,
    profile: { real_name: `Namn ${name}`, email },
    updated: 1_700_000_000,
    ...(enterprise === undefined ? {} : { enterprise_user: { id, enterprise_id: enterprise } }),
    ...(isStranger === undefined ? {} : { is_stranger: isStranger }),
  };
}

function managed(member: FakeMember): object {
  const { name, email, deleted } = member;
  const guest = member.is.endsWith('guest') ? { expiration_ts: member.expires ?? 0 } : {};
  return { ...flags(member), username: name, email, full_name: `Namn ${name}`, is_active: !deleted, ...guest };
}

/** A page behind a cursor: '' on the last one. */
function paged({ query }: Call, rows: readonly unknown[], about: { readonly key: string; readonly most: number }): Reply {
  const size = Math.min(Number(query['limit'] ?? 100), about.most);
  const from = query['cursor'] === undefined ? 0 : Number(Buffer.from(query['cursor'], 'base64').toString());
  const next = from + size < rows.length ? Buffer.from(String(from + size)).toString('base64') : '';
  return { status: 200, body: { ok: true, [about.key]: rows.slice(from, from + size), response_metadata: { next_cursor: next } } };
}

/** The last day of guests. */
function guestRoutes(slack: FakeSlack): readonly Route[] {
  const find = (id: unknown, team: unknown): FakeMember | Reply => {
    const member = slack.members.get(String(id));
    if (slack.enterprise === null) return no('feature_not_enabled');
    if (team !== slack.team) return no('team_id_required_for_enterprise');
    if (member === undefined) return no('user_not_found');
    return member.is.endsWith('guest') ? member : no('user_is_not_a_guest');
  };
  return [
    {
      method: 'GET',
      path: /^\/api\/admin\.users\.getExpiration$/u,
      query: ['user_id', 'target_team'],
      answer: ({ query }) => {
        const member = find(query['user_id'], query['target_team']);
        return 'status' in member ? member : { status: 200, body: { ok: true, expiration_ts: member.expires ?? 0 } };
      },
    },
    {
      method: 'POST',
      path: /^\/api\/admin\.users\.setExpiration$/u,
      body: ['user_id', 'team_id', 'expiration_ts'],
      answer: ({ body }) => {
        const member = find(body['user_id'], body['team_id']);
        if ('status' in member) return member;
        const seconds = Number(body['expiration_ts']);
        if (!Number.isInteger(seconds) || seconds <= 0) return no('failed_to_validate_expiration');
        member.expires = seconds;
        return { status: 200, body: { ok: true } };
      },
    },
  ];
}

function webRoutes(slack: FakeSlack): readonly Route[] {
  const all = () => (slack.isBlind ? [] : [...slack.members.values()]);
  return [
    {
      method: 'GET',
      path: /^\/api\/auth\.test$/u,
      answer: () => ({
        status: 200,
        body: {
          ok: true,
          user_id: slack.self,
          team_id: slack.team,
          ...(slack.enterprise === null ? {} : { enterprise_id: slack.enterprise }),
        },
      }),
    },
    {
      method: 'GET',
      path: /^\/api\/users\.list$/u,
      query: ['limit', 'cursor', 'team_id'],
      answer: (call) => paged(call, all().map(shown), { key: 'members', most: 1000 }),
    },
    {
      method: 'GET',
      path: /^\/api\/admin\.users\.list$/u,
      query: ['limit', 'cursor', 'team_id', 'is_active', 'only_guests'],
      answer: (call) => {
        if (slack.enterprise === null) return no('feature_not_enabled');
        const wanted = call.query['is_active'] ?? 'true';
        return paged(
          call,
          all()
            .filter((one) => String(!one.deleted) === wanted && (one.enterprise ?? slack.enterprise) === slack.enterprise)
            .map(managed),
          { key: 'users', most: 100 },
        );
      },
    },
    {
      method: 'GET',
      path: /^\/api\/users\.info$/u,
      query: ['user'],
      answer: ({ query }) => {
        const member = slack.members.get(query['user'] ?? '');
        if (member === undefined) return no('user_not_found');
        if (slack.stale === null || slack.stale.left === 0) return { status: 200, body: { ok: true, user: shown(member) } };
        slack.stale.left -= 1;
        return { status: 200, body: { ok: true, user: shown(slack.stale.members.get(member.id) ?? member) } };
      },
    },
    ...guestRoutes(slack),
    {
      method: 'GET',
      path: /^\/api\/team\.billableInfo$/u,
      query: ['limit', 'cursor', 'team_id', 'user'],
      answer: (call) => {
        if (!slack.scopes.split(',').includes('admin')) return no('missing_scope', { needed: 'admin' });
        if (slack.enterprise !== null && call.query['team_id'] !== slack.team) return no('team_access_not_granted');
        const { user } = call.query;
        if (user !== undefined && !slack.members.has(user)) return no('user_not_found');
        const rows = all().filter(({ id }) => user === undefined || id === user);
        const page = paged(call, rows, { key: 'rows', most: 1000 });
        const { rows: found, ...rest } = page.body as { rows: readonly FakeMember[] };
        const info = found.map(({ id, billed, deleted }) => [id, { billing_active: billed ?? !deleted }] as const);
        return { ...page, body: { ...rest, billable_info: Object.fromEntries(info) } };
      },
    },
    {
      method: 'POST',
      path: /^\/api\/admin\.users\.session\.reset$/u,
      body: ['user_id', 'mobile_only', 'web_only'],
      answer: ({ body }) => {
        const member = slack.members.get(String(body['user_id']));
        if (slack.enterprise === null) return no('feature_not_enabled');
        if (member === undefined) return no('user_not_found');
        if (member.is === 'primary-owner') return no('cannot_reset_primary_owner');
        if (member.is === 'bot') return no('cannot_reset_bot');
        member.sessions = 0;
        return { status: 200, body: { ok: true } };
      },
    },
  ];
}

function scimRoutes(slack: FakeSlack): readonly Route[] {
  return [
    {
      method: 'PATCH',
      path: /^\/scim\/v2\/Users\/([^/]+)$/u,
      body: ['schemas', 'Operations'],
      answer: ({ parts, body }) => {
        const member = slack.members.get(parts[0] ?? '');
        const [operation, ...others] = body['Operations'] as { op: string; path: string; value: unknown }[];
        const isPatch = JSON.stringify(body['schemas']) === '["urn:ietf:params:scim:api:messages:2.0:PatchOp"]';
        if (
          !isPatch ||
          others.length > 0 ||
          operation?.op !== 'replace' ||
          operation.path !== 'active' ||
          typeof operation.value !== 'boolean'
        ) {
          return { status: 400, body: { Errors: { description: 'invalid', code: 400 } } };
        }
        if (member === undefined) return { status: 404, body: { Errors: { description: 'user_not_found', code: 404 } } };
        member.deleted = !operation.value;
        return { status: 200, body: { id: member.id, active: operation.value } };
      },
    },
  ];
}

function slackManner(slack: FakeSlack): () => Manner {
  return () => ({
    routes: [...webRoutes(slack), ...scimRoutes(slack)],
    guard({ headers, method, path }) {
      const isScim = path.startsWith('/scim/');
      if (headers.authorization !== `Bearer ${slack.token}`) return isScim ? { status: 401, body: {} } : no('invalid_auth');
      const isChange = method !== 'GET';
      if (slack.limit === null || (slack.limit.sort === 'write') !== isChange) return null;
      const { seconds } = slack.limit;
      slack.limit = null;
      return { status: 429, body: { ok: false, error: 'ratelimited' }, headers: { 'retry-after': String(seconds) } };
    },
    headers: () => ({ 'x-oauth-scopes': slack.scopes }),
    unknown: (status) => (status === 404 ? no('unknown_method') : no('invalid_arguments')),
  });
}

/** Starts Slack: the Web API below `/api`, SCIM below `/scim/v2`. */
export async function startSlack(slack: FakeSlack): Promise<JsonServer> {
  const server = await startJsonServer(slackManner(slack));
  server.before = ({ method }) => {
    if (!slack.losesAnswer || method === 'GET') return;
    slack.losesAnswer = false;
    server.fail({ of: /^(POST|PATCH)/u, how: 'lost-answer' });
  };
  return server;
}
