/** A catalog of assets in Request Tracker 5, read whole or one by one. */
import { createHash } from 'node:crypto';
import type { Digest, Instant } from '../../../schemas/primitives.ts';
import type { Abilities, Asset, Reading } from '../../model/observed.ts';
import { Fault, type SystemReader } from '../../ports.ts';
import { contentText } from '../../tables/content.ts';
import { openRt, type RtClient } from './client.ts';
import { missingFields, type RtSystem, shownStatuses, toAsset } from './records.ts';
import type { RtRuntime } from './transport.ts';
import { AssetAnswer } from './wire.ts';

/** What came so far. */
interface Came {
  tenant: string | null;
  pages: number;
  total: number | null;
  ended: boolean;
  readonly items: unknown[];
  readonly problems: string[];
}

/** The number of the last asset of a page; null when the page is not in order. */
function lastOf(items: readonly unknown[], after: string): string | null {
  let last = Number(after);
  for (const item of items) {
    const id = typeof item === 'object' && item !== null && 'id' in item ? Number(item.id) : Number.NaN;
    if (!(id > last)) return null;
    last = id;
  }
  return String(last);
}

/**
 * Reads page by page, each beginning after the last number of the one before: an asset that somebody deletes or adds meanwhile moves no
 * other one out of sight.
 */
async function readPages(client: RtClient, came: Came): Promise<void> {
  let after = '0';
  for (;;) {
    const { items, total } = await client.page(after);
    came.pages += 1;
    came.items.push(...items);
    if (after === '0') came.total = total;
    const last = lastOf(items, after);
    if (last === null) {
      came.problems.push(`page ${came.pages} is not in the order that was asked for`);
      return;
    }
    came.ended = total !== null && items.length >= total;
    if (came.ended || items.length === 0) return;
    after = last;
  }
}

async function readWhole(client: RtClient, came: Came): Promise<void> {
  came.tenant = (await client.catalog()).tenant;
  await readPages(client, came);
  if (came.total === null) {
    came.problems.push('the account is not told how many assets there are; give it the right ShowAsset for all catalogs');
  } else if (came.ended && came.total !== came.items.length) {
    // Somebody may have added or deleted one meanwhile: what counts is whether there are as many now.
    came.total = (await client.page('0')).total;
  }
}

function readingOf(system: RtSystem, at: Instant, came: Came): Reading {
  const { tenant, pages, total, ended } = came;
  const problems = [...came.problems];
  const answers: AssetAnswer[] = [];
  for (const [index, item] of came.items.entries()) {
    const parsed = AssetAnswer.safeParse(item);
    if (parsed.success) answers.push(parsed.data);
    else problems.push(`asset ${index + 1} of the list cannot be read`);
  }
  for (const name of missingFields(answers, system)) problems.push(`no asset has a custom field "${name}" that the account may see`);
  const assets: readonly Asset[] = answers.map((answer) => toAsset(answer, system));
  const content = { accounts: [], assets, people: [], seats: [] };
  const digest = createHash('sha256').update(contentText(content)).digest('hex') as Digest;
  const about = { system: system.id, tenant, readAt: at, freshAt: tenant === null ? null : at, total, ended, pages };
  const abilities: Abilities = { writes: ['check-in', 'check-out', 'status'], disabled: 'disabled', leaversPlace: null };
  const provides: Reading['provides'] = pages === 0 ? [] : ['existence', 'status', 'holder'];
  return { ...about, ...content, abilities, statuses: shownStatuses(system), provides, problems, digest };
}

/** Opens a catalog for reading. No account is in it. */
export function openRtReader(system: RtSystem, runtime: RtRuntime): SystemReader {
  const client = openRt(system, runtime, 'read');
  async function ours(operation: string): Promise<void> {
    const { tenant } = await client.catalog();
    if (tenant !== system.tenant) throw new Fault('another tenant answered', { where: system.id, operation, refused: true });
  }
  return {
    system: system.id,
    async read(at) {
      const came: Came = { tenant: null, pages: 0, total: null, ended: false, items: [], problems: [] };
      try {
        await readWhole(client, came);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        came.ended = false;
        came.problems.push(error.message);
      }
      return readingOf(system, at, came);
    },
    async readAccount() {
      await ours('read an account');
      return null;
    },
    async readAsset(id) {
      await ours('read an asset');
      const now = await client.asset(id);
      return now === null ? null : { ...toAsset(now.answer, system), version: now.version };
    },
  };
}
