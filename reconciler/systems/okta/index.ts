/** Okta: users of an org, who may sign in, their groups and the apps that count as seats. */
import type { SystemReader, SystemWriter } from '../../ports.ts';
import { type Adapter, type HttpRuntime, openAccountReader, openAccountWriter } from '../http/adapter.ts';
import { type Client, type OktaSystem, openClient } from './client.ts';
import { examine } from './examine.ts';
import { abilitiesOf, readAll, readOne } from './reading.ts';
import { writeOne } from './writes.ts';

const PARTS = { abilities: abilitiesOf, open: openClient, readAll, readOne, writeOne, examine };
const ADAPTER: Adapter<OktaSystem, Client> = { ...PARTS, tenantWord: 'org' };

/** Opens an org for reading. Without a credential every reading holds that problem, and single reads throw Fault. */
export function openOktaReader(system: OktaSystem, runtime: HttpRuntime): SystemReader {
  return openAccountReader(ADAPTER, { system, runtime });
}

/** Opens an org for writing; writes are carried out one after another. */
export function openOktaWriter(system: OktaSystem, runtime: HttpRuntime): SystemWriter {
  return openAccountWriter(ADAPTER, { system, runtime });
}
