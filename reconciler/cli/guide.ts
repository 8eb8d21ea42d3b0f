/** `lastday` alone on a terminal: what is it about? Leads to the command that does it. */

import { atDesk } from './change/desk.ts';
import { type Talk, talkAt } from './change/talk.ts';
import type { CliContext } from './context.ts';
import { wordOf } from './options.ts';
import type { Receipt } from './receive.ts';

const ENTRIES = ['leaving', 'moved', 'back', 'starting', 'due'] as const;

/** Which entry is chosen; null on Enter. */
async function choose(talk: Talk): Promise<(typeof ENTRIES)[number] | null> {
  talk.tell('ask.guide');
  for (const entry of ENTRIES) talk.tell(`ask.guide-${entry}`);
  for (;;) {
    const said = await talk.ask('ask.guide-number');
    if (said === '') return null;
    const entry = /^[1-5]$/u.test(said) ? ENTRIES[Number(said) - 1] : undefined;
    if (entry !== undefined) return entry;
    talk.tell('ask.choice-not');
  }
}

/** A word of a few; null on Enter. Asks again for any other: what is written becomes a fact. */
async function askWord<T extends string>(talk: Talk, key: string, words: readonly T[]): Promise<T | null> {
  for (;;) {
    const said = await talk.ask(key);
    const word = wordOf(said, words);
    if (word !== null || said === '') return word;
    talk.tell('ask.choice-not');
  }
}

/** Asks about a device that came back. */
async function askReceipt(talk: Talk): Promise<{ readonly tag: string; readonly receipt: Receipt }> {
  const tag = await talk.ask('ask.tag');
  const condition = (await askWord(talk, 'ask.condition', ['ok', 'worn', 'damaged'])) ?? 'ok';
  const wiped = await askWord(talk, 'ask.wiped', ['clear', 'purge', 'destroy']);
  const certificate = wiped === null ? '' : await talk.ask('ask.certificate');
  const locks = { activation: null, recoveryKey: null, management: null, simPin: null };
  return { tag, receipt: { on: null, by: null, condition, wiped, certificate: certificate === '' ? null : certificate, ...locks } };
}

/** Asks, and does what is chosen. */
export async function run(context: CliContext): Promise<number> {
  const entry = await atDesk(context, (desk) => talkAt(desk, choose));
  switch (entry) {
    case null:
      return 0;
    case 'leaving': {
      const offboard = await import('./offboard.ts');
      return offboard.run(context, { words: [], options: {} });
    }
    case 'back': {
      const { sendReceipt } = await import('./receive.ts');
      return atDesk(context, async (desk) => sendReceipt(desk, await talkAt(desk, askReceipt), {}));
    }
    case 'due': {
      const status = await import('./status.ts');
      return status.run(context, { words: [], options: {} });
    }
    case 'moved':
    case 'starting':
      return atDesk(context, (desk) =>
        talkAt(desk, async (talk) => {
          talk.tell(`ask.guide-${entry}-how`);
          return 0;
        }),
      );
  }
}
