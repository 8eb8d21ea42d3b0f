/** Slack: members of a workspace or an Enterprise organisation, and who may sign in. */
import type { SystemReader, SystemWriter } from '../../ports.ts';
import { type Adapter, type HttpRuntime, openAccountReader, openAccountWriter } from '../http/adapter.ts';
import { type Client, openClient, type SlackSystem } from './client.ts';
import { examine } from './examine.ts';
import { abilitiesOf, readAll, readOne } from './reading.ts';
import { writeOne } from './writes.ts';

const PARTS = { abilities: abilitiesOf, open: openClient, readAll, readOne, writeOne, examine };
const ADAPTER: Adapter<SlackSystem, Client> = { ...PARTS, tenantWord: 'workspace or organisation' };

/** Opens a workspace or organisation for reading. Without a credential every reading holds that problem, and single reads throw Fault. */
export function openSlackReader(system: SlackSystem, runtime: HttpRuntime): SystemReader {
  return openAccountReader(ADAPTER, { system, runtime });
}

/** Opens a workspace or organisation for writing, one write after another; null on a plan that lets nothing be written: a desk does it. */
export function openSlackWriter(system: SlackSystem, runtime: HttpRuntime): SystemWriter | null {
  return abilitiesOf(system).writes.length === 0 ? null : openAccountWriter(ADAPTER, { system, runtime });
}
