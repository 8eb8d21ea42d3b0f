/** GitHub: members, outside collaborators and open invitations of an organisation, their teams and Copilot seats. */
import type { SystemReader, SystemWriter } from '../../ports.ts';
import { type Adapter, type HttpRuntime, openAccountReader, openAccountWriter } from '../http/adapter.ts';
import { type Client, type GithubSystem, openClient } from './client.ts';
import { examine } from './examine.ts';
import { readOne } from './person.ts';
import { abilitiesOf, readAll } from './reading.ts';
import { writeOne } from './writes.ts';

const PARTS = { abilities: abilitiesOf, open: openClient, readAll, readOne, writeOne, examine };
const ADAPTER: Adapter<GithubSystem, Client> = { ...PARTS, tenantWord: 'organisation' };

/** Opens an organisation for reading. Without a credential every reading holds that problem, and single reads throw Fault. */
export function openGithubReader(system: GithubSystem, runtime: HttpRuntime): SystemReader {
  return openAccountReader(ADAPTER, { system, runtime });
}

/** Opens an organisation for writing; writes are carried out one after another. */
export function openGithubWriter(system: GithubSystem, runtime: HttpRuntime): SystemWriter {
  return openAccountWriter(ADAPTER, { system, runtime });
}
