/** Calls to one workspace or organisation with one of the two credentials: the Web API and, for changes, SCIM. */
import type { z } from 'zod';
import type { System } from '../../../schemas/system.ts';
import { Fault } from '../../ports.ts';
import { credentialOf, type HttpRuntime, type Use } from '../http/adapter.ts';
import { type Answer, type Ask, type Http, openHttp } from '../http/client.ts';
import { type Chain, pageCounter } from '../http/pages.ts';
import { faultOfStatus, faultOfWord, throttleOf } from './refusal.ts';
import { Envelope, Own } from './wire.ts';

/** A system of kind `slack`. */
export type SlackSystem = Extract<System, { kind: 'slack' }>;

/** A method of the Web API with its arguments. */
export interface Method {
  readonly operation: string;
  readonly method: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** Calls as one identity. All throw Fault. */
export interface Client {
  readonly system: SlackSystem;
  readonly web: Http;
  readonly scim: Http;
  /** Whose token it is; asked once. */
  own(ask?: Ask): Promise<Own>;
  /** The id of the workspace, or of the organisation on an Enterprise plan: what stands as `tenant` in the system file. */
  tenant(ask?: Ask): Promise<string>;
  /** The answer of a method; null when its word is one of `absent`. */
  ask<T extends z.ZodType>(
    method: Method,
    wire: T,
    more?: { readonly ask?: Ask; readonly absent?: readonly string[] },
  ): Promise<z.infer<T> | null>;
  /** Every page of a list, by its cursors. */
  list(method: Method & { readonly what: string }, rowsOf: (body: unknown) => readonly unknown[] | null): Promise<Chain>;
  /** Throws when an answer of the Web API is no success. */
  check(answer: Answer, about: { readonly operation: string; readonly isWrite: boolean }): void;
  /** A refusal by status, said so that it can be mended. */
  fault(status: number, operation: string): Fault;
}

const WEB = 'https://slack.com/api';
const SCIM = 'https://api.slack.com/scim/v2';

interface Line {
  readonly system: SlackSystem;
  readonly web: Http;
  readonly credential: string;
}

function checks({ system, credential }: Line): Client['check'] {
  return ({ status, body }, { operation, isWrite }) => {
    const about = { where: system.id, operation, credential, isWrite };
    if (status !== 200) throw faultOfStatus(status, about);
    const parsed = Envelope.safeParse(body);
    if (!parsed.success) throw new Fault("Slack's answer is not what it should be", { where: system.id, operation });
    if (!parsed.data.ok) throw faultOfWord(parsed.data, about);
  };
}

function asks(line: Line, check: Client['check']): Client['ask'] {
  const { system, web } = line;
  return async ({ operation, method, query }, wire, more = {}) => {
    const ask: Ask = more.ask ?? ((request) => web.send(request));
    const answer = await ask({ operation, method: 'GET', path: `/${method}`, ...(query === undefined ? {} : { query }) });
    const said = Envelope.safeParse(answer.body).data;
    if (said !== undefined && !said.ok && (more.absent ?? []).includes(said.error)) return null;
    check(answer, { operation, isWrite: false });
    const parsed = wire.safeParse(answer.body);
    if (!parsed.success) throw new Fault("Slack's answer is not what it should be", { where: system.id, operation });
    return parsed.data;
  };
}

function cursorOf(body: unknown): string {
  const said = Envelope.safeParse(body).data;
  return said?.ok === true ? (said.response_metadata?.next_cursor ?? '') : '';
}

function lists({ system, web }: Line, check: Client['check']): Client['list'] {
  return async ({ operation, method, query, what }, rowsOf) => {
    const rows: unknown[] = [];
    const problems: string[] = [];
    const seen = new Set<string>();
    const countPage = pageCounter({ where: system.id, operation });
    let cursor = '';
    do {
      countPage();
      seen.add(cursor);
      const more = cursor === '' ? {} : { cursor };
      const answer = await web.send({ operation, method: 'GET', path: `/${method}`, query: { ...query, ...more } });
      check(answer, { operation, isWrite: false });
      const found = rowsOf(answer.body);
      if (found === null) throw new Fault(`its answer is no list of ${what}`, { where: system.id, operation });
      rows.push(...found);
      cursor = cursorOf(answer.body);
      if (found.length === 0 && cursor !== '') problems.push(`a page of ${what} in the middle of the list is empty`);
      if (cursor !== '' && seen.has(cursor)) problems.push(`the list of ${what} leads back to a page that was read already`);
    } while (cursor !== '' && !seen.has(cursor));
    return { rows, ended: cursor === '', pages: seen.size, problems };
  };
}

/** Opens a client as one of the two identities. Throws Fault when the file names none or the runner has none. */
export function openClient(system: SlackSystem, runtime: HttpRuntime, use: Use): Client {
  const { name, value: token } = credentialOf(system, runtime, use);
  const { clock } = runtime;
  const shared = { where: system.id, clock, headers: { authorization: `Bearer ${token}` }, perMinute: system.requestsPerMinute ?? 50 };
  const web = openHttp({ ...shared, address: system.address ?? WEB, throttle: throttleOf });
  const scim = openHttp({ ...shared, address: system.scimAddress ?? SCIM });
  const line: Line = { system, web, credential: name };
  const check = checks(line);
  const ask = asks(line, check);
  let known: Own | null = null;
  async function own(by?: Ask): Promise<Own> {
    known ??= await ask({ operation: 'read the own token', method: 'auth.test' }, Own, by === undefined ? {} : { ask: by });
    if (known === null) throw new Fault('Slack does not say whose the token is', { where: system.id, operation: 'read the own token' });
    return known;
  }
  return {
    system,
    web,
    scim,
    own,
    ask,
    check,
    list: lists(line, check),
    fault: (status, operation) => faultOfStatus(status, { where: system.id, operation, credential: name, isWrite: true }),
    async tenant(by) {
      const { team_id: team, enterprise_id: enterprise } = await own(by);
      const id = system.plan === 'enterprise' ? enterprise : team;
      if (id === null || id === undefined)
        throw new Fault('the token is not of an organisation; look at `plan` in the system file', {
          where: system.id,
          operation: 'read the own token',
        });
      return id;
    },
  };
}
