/** The suites, run on Slack: its adapter against an Enterprise organisation made from the facts about its interfaces. */
import type { ForeignId } from '../../../schemas/primitives.ts';
import { fakeSlack, slackMember } from '../../fakes/slack.ts';
import { endWorkspaces, type Opened, open } from '../../unit/systems/slack/workspace.ts';
import type { AccountDesk } from './account-desk.ts';
import { accountSuite } from './account-suite.ts';
import { readerSuite, WORLD } from './reader-suite.ts';
import { writerSuite } from './writer-suite.ts';

endWorkspaces();

const idOf = (id: string) => `U${id.replace('a-', '')}`;

/** The member whose token it is stands in every list; the suites know a world of three. */
async function start(enterprise: string | null, token?: string): Promise<Opened> {
  const members = WORLD.accounts.map((one) => slackMember(idOf(one.id), { name: one.login, email: one.email, deleted: !one.enabled }));
  const opened = await open(fakeSlack(members, enterprise), { pageSize: 2 }, token);
  const { reader } = opened;
  const read: typeof reader.read = async (at) => {
    const reading = await reader.read(at);
    return { ...reading, accounts: reading.accounts.filter((one) => one.id !== 'UOWN') };
  };
  return { ...opened, reader: { ...reader, read } };
}

const accounts = WORLD.accounts.map((one) => ({
  ...one,
  id: idOf(one.id),
  groups: null,
  roles: ['member'],
  licences: null,
  lastUse: null,
}));

for (const [name, enterprise] of [
  ['slack, a workspace', null],
  ['slack, an organisation', 'E1'],
] as const) {
  readerSuite({
    name,
    absent: 'U9',
    provides: ['existence', 'status', 'roles'],
    world: { tenant: enterprise ?? 'T1', accounts, assets: [] },
    open: async () => (await start(enterprise)).reader,
    openBroken: async () => (await start(enterprise, 'a token that was withdrawn')).reader,
  });

  writerSuite({
    name,
    id: idOf,
    refuses: ['check-in', 'check-out', 'groups', 'licences', ...(enterprise === null ? (['sessions'] as const) : [])],
    hidesSessions: true,
    open: () => start(enterprise),
  });
}

async function desk(): Promise<AccountDesk> {
  const opened = await start('E1');
  const { slack, server } = opened;
  const edit = async (id: string, change: object) => void Object.assign(slack.members.get(id) ?? {}, change);
  const never = async () => {
    throw new Error('Slack has no such thing');
  };
  return {
    system: opened.system,
    reader: opened.reader,
    writer: opened.writer,
    clock: opened.clock,
    own: 'UOWN' as ForeignId,
    hand: {
      rename: (id, login) => edit(id, { name: login }),
      vanish: async (id) => void slack.members.delete(id),
      switchOff: (id) => edit(id, { deleted: true }),
      join: never,
      twin: async (id) => {
        slack.members.set('UTWIN', slackMember('UTWIN', { name: 'twin', email: slack.members.get(id)?.email ?? null }));
        return 'UTWIN';
      },
      inherit: never,
    },
    trouble: {
      breakOff: async () => server.fail({ of: /admin\.users\.list$/u, nth: 2, times: 99, how: 'cut' }),
      blind: async () => void (slack.isBlind = true),
      otherTenant: async () => void (slack.enterprise = 'E2'),
      limit: async (sort, seconds) => void (slack.limit = { sort, seconds }),
      stale: async (left) => void (slack.stale = { left, members: new Map([...slack.members].map(([id, one]) => [id, { ...one }])) }),
      loseAnswer: async () => void (slack.losesAnswer = true),
      async forbid() {
        const body = { ok: false, error: 'missing_scope', needed: 'admin.users:write' };
        server.fail({ of: /^POST \/api/u, times: 99, how: { status: 200, body } });
        server.fail({ of: /^PATCH \/scim/u, times: 99, how: { status: 403, body: {} } });
      },
    },
  };
}

accountSuite({
  name: 'slack',
  id: idOf,
  open: desk,
  lacks: {
    groups: 'user groups of Slack give no rights, and are not changed from here',
    licences: 'a seat of Slack is the account itself: it ends when the account is deactivated',
    inherited: 'Slack has no groups that give seats to somebody',
  },
});
