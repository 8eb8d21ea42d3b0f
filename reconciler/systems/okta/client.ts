/** Calls to one Okta org with one of the two credentials. */
import type { System } from '../../../schemas/system.ts';
import { type Clock, Fault } from '../../ports.ts';
import type { HttpRuntime, Use } from '../http/adapter.ts';
import type { Answer, Ask, Http } from '../http/client.ts';
import { type Keeping, openKeeping } from '../http/earlier.ts';
import { type Chain, readChain } from '../http/pages.ts';
import { type ReadRecord, type RecordLine, recordReader } from '../http/record.ts';
import { openAccess } from './access.ts';
import { faultOfStatus, isAbsent } from './refusal.ts';
import { Assignees, Earlier, Org } from './wire.ts';

/** A system of kind `okta`. */
export type OktaSystem = Extract<System, { kind: 'okta' }>;

/** A list. */
export interface ListRequest {
  readonly operation: string;
  readonly what: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Records per page; those of the system file where it is left out. */
  readonly limit?: number;
  /** Pages after which it is given up. */
  readonly most?: number;
}

/** Calls as one identity. All throw Fault. */
export interface Client {
  readonly system: OktaSystem;
  readonly http: Http;
  readonly clock: Clock;
  /** Where readings are kept; null where the file does not ask for changes, or the runner keeps none. */
  readonly keeping: Keeping<Earlier> | null;
  /** The service app that speaks; null for the user of an API token. */
  readonly client: string | null;
  /** The id of the org: what stands as `tenant` in the system file. */
  tenant(ask?: Ask): Promise<string>;
  /** One record; null when Okta itself answers 404. */
  readonly one: ReadRecord;
  /** Every page of a list, by its links. */
  list(request: ListRequest, ask?: Ask): Promise<Chain>;
  /** Every page of the list of administrators, whose links stand in the body. */
  administrators(ask?: Ask): Promise<Chain>;
  /** A refusal, said so that it can be mended. */
  fault(answer: Answer, operation: string): Fault;
}

function arrayOf(body: unknown): readonly unknown[] | null {
  return Array.isArray(body) ? (body as readonly unknown[]) : null;
}

interface Line extends RecordLine {
  readonly system: OktaSystem;
}

function pages({ http, fault }: Line, operation: string, ask: Ask = (request) => http.send(request)) {
  return async (path: string): Promise<Answer> => {
    const answer = await ask({ operation, method: 'GET', path });
    if (answer.status !== 200) throw fault(answer, operation);
    return answer;
  };
}

function lists(line: Line): Pick<Client, 'list' | 'administrators'> {
  const { system } = line;
  const about = { where: system.id, origin: system.address };
  return {
    list({ operation, what, path, query, limit, most }, ask) {
      const search = new URLSearchParams({ ...query, limit: String(limit ?? system.pageSize ?? 200) });
      const first = `/api/v1${path}?${search.toString()}`;
      const page = pages(line, operation, ask);
      return readChain({ ...about, operation, what, first, page, rowsOf: arrayOf, ...(most === undefined ? {} : { most }) });
    },
    administrators(ask) {
      const operation = 'read administrators';
      const rowsOf = (body: unknown) => Assignees.safeParse(body).data?.value ?? null;
      const nextIn = (body: unknown) => Assignees.safeParse(body).data?._links?.next?.href ?? null;
      const page = pages(line, operation, ask);
      return readChain({
        ...about,
        operation,
        what: 'administrators',
        first: '/api/v1/iam/assignees/users?limit=100',
        page,
        rowsOf,
        nextIn,
      });
    },
  };
}

/** Opens a client as one of the two identities. Throws Fault when the file names none or the runner has none. */
export function openClient(system: OktaSystem, runtime: HttpRuntime, use: Use): Client {
  const { credential, client, http } = openAccess({ system, runtime, use });
  const fault = (answer: Answer, operation: string) => faultOfStatus(answer, { where: system.id, operation, credential });
  const line: Line = { system, http, fault };
  const one = recordReader(line, { odd: "Okta's answer is not what it should be", isAbsent });
  let known: string | null = null;
  return {
    system,
    http,
    clock: runtime.clock,
    keeping: use === 'read' ? openKeeping(system, runtime, Earlier) : null,
    client,
    one,
    fault,
    ...lists(line),
    async tenant(ask) {
      if (known !== null) return known;
      const operation = 'read the org';
      const found = await one({ operation, path: '/.well-known/okta-organization' }, Org, ask);
      if (found === null) throw new Fault('there is no Okta org at this address', { where: system.id, operation });
      known = found.id;
      return known;
    },
  };
}
