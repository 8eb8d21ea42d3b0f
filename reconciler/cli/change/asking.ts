/** Questions to the person at the terminal. Nothing is asked where nobody sits: without a terminal, in CI, with --json or LASTDAY_NO_INPUT. */
import { wrap } from '../../report/layout.ts';
import { text } from '../../texts/text.ts';
import { type CliContext, type Dialogue, Stop } from '../context.ts';
import { canAsk } from './can-ask.ts';
import type { Desk } from './desk.ts';

/** Opens a conversation, holds it, and closes it; questions are wrapped. An end by the person (Ctrl-C, Ctrl-D) ends the command; nothing is sent. */
export async function converse<T>({ world }: CliContext, talk: (ask: (question: string) => Promise<string>) => Promise<T>): Promise<T> {
  if (world.openDialogue === null) throw new Stop(64, 'there is nobody to ask here.');
  const dialogue: Dialogue = await world.openDialogue();
  try {
    return await talk(async (question) => {
      const lines = wrap(question.trimEnd(), world.columns - 1);
      world.out(
        lines
          .slice(0, -1)
          .map((line) => `${line}\n`)
          .join(''),
      );
      const answer = world.stopping() ? null : await dialogue.ask(`${lines.at(-1) ?? ''} `);
      if (answer !== null) return answer.trim();
      world.out('\n');
      throw new Stop(130, 'interrupted; nothing was sent.');
    });
  } finally {
    dialogue.close();
  }
}

const YES = /^(y|yes|j|ja)$/iu;
const NO = /^(n|no|nej)$/iu;

/** Whether what was shown is to be sent. True where nobody can be asked: the words of the command line were the order. */
export async function agree({ context, locale }: Desk): Promise<boolean> {
  if (!canAsk(context)) return true;
  return converse(context, async (ask) => {
    for (;;) {
      context.world.out('\n');
      const answer = await ask(text(locale, 'ask.send'));
      if (YES.test(answer)) return true;
      if (NO.test(answer)) return false;
      context.world.out(`${text(locale, 'ask.yes-or-no')}\n`);
    }
  });
}
