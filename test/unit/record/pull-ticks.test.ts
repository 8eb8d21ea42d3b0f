/** Boxes of a pull request: written, ticked by people, read back. */
import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHECK_TEXTS } from '../../../reconciler/plan/text-keys.ts';
import { pullBody } from '../../../reconciler/record/pull-text.ts';
import { boxLine, ticksIn } from '../../../reconciler/record/pull-ticks.ts';
import type { Digest, Locale } from '../../../schemas/primitives.ts';
import { release } from './propose.world.ts';

const ORIGIN = { locale: 'en' as Locale, run: 'r', plan: 'b'.repeat(64) as Digest, journalHead: null, boxes: true };

describe('what is ticked', () => {
  test.each(['sv', 'da', 'en'] as const)('is read back in %s, step by step', (locale) => {
    for (const step of CHECK_TEXTS) {
      const body = `**\`LT-0001\`**\n\n${boxLine(locale, step, true)}\n`;

      expect([step, [...(ticksIn(body).get('LT-0001') ?? [])]]).toEqual([step, [step]]);
      expect(ticksIn(body.replace('[x]', '[ ]')).size).toBe(0);
    }
  });

  test.each([
    [
      'a capital X, other bullets, Windows line ends',
      '**`LT-0001`**\r\n\r\n* [X] handed back\r\n+ [x] wiped, with proof\r\n',
      ['return', 'wipe'],
    ],
    ['words that nobody of us wrote', '**`LT-0001`**\n- [x] handed back already\n', []],
    ['a box below no device', '- [x] handed back\n', []],
    ['a box below another heading', '**`LT-0001`**\n## Notes\n- [x] handed back\n', []],
    ['an empty box', '**`LT-0001`**\n- [ ] handed back\n', []],
  ])('%s', (_name, body, wanted) => {
    expect([...(ticksIn(body).get('LT-0001') ?? [])]).toEqual(wanted);
  });

  test('never throws, and finds nothing in other texts', () => {
    assert(property(string(), (text) => ticksIn(text).size === 0));
  });
});

describe('the body', () => {
  test('a box is ticked when the files say so or a person did; nothing ever takes a tick off', () => {
    const proposal = release('e-0001', 'LT-0001', {
      checklist: [
        {
          tag: release().lines[0]!.tag!,
          items: [
            { text: 'return', done: false },
            { text: 'unlock', done: true },
            { text: 'wipe', done: false },
          ],
        },
      ],
    });

    const body = pullBody(proposal, ORIGIN, new Map([['LT-0001', new Set(['return'])]]));

    expect(body).toContain('- [x] handed back\n- [x] activation lock removed\n- [ ] wiped, with proof');
    expect(body).toContain('or when somebody ticks it here');
    expect(pullBody(proposal, { ...ORIGIN, boxes: false })).toContain('ticking one here changes nothing');
  });
});
