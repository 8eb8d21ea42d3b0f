/** A summary in each reader's language and on each kind of page: nothing that stands in a file can do anything there. */
import { describe, expect, it } from 'vitest';
import { saidMarkdown, saidPage, saidText, say } from '../../../reconciler/cli/change/said.ts';
import { plainStyle } from '../../../reconciler/report/page.ts';

const NASTY = say('say.account', {
  system: 'ad',
  licences: '@everyone [x](https://evil.example) <img> #1 \u001B[31m',
  monthly: '1800.00 SEK',
});

describe('a summary', () => {
  it.each([
    ['sv', 'Konto i ad: upphör, licenser E3, 1 800,00 SEK i månaden'],
    ['da', 'Konto i ad: ophører, licenser E3, 1.800,00 SEK om måneden'],
    ['en', 'Account in ad: ends, licences E3, 1 800.00 SEK a month'],
  ] as const)('in %s', (locale, expected) => {
    expect(saidText(locale, say('say.account', { system: 'ad', licences: 'E3', monthly: '1800.00 SEK' }))).toBe(expected);
  });

  it('says a part in the same language as the whole', () => {
    const said = say('say.no-email', {}, { parts: { reason: say('say.because-agreed') } });

    expect(saidText('sv', said)).toBe('Personen får ingen fråga om att köpa något: det är redan överenskommet.');
  });

  it('mentions nobody, links nowhere and shows no picture in Markdown', () => {
    const body = saidMarkdown('en', [NASTY]);

    expect(body).not.toMatch(/@everyone|[^\\]\]\(|<img|https:\/\//u);
    expect(body).not.toContain('\u001B');
    expect(body.split('\n')).toHaveLength(1);
  });

  it('moves no cursor on a terminal', () => {
    expect(saidPage('en', [NASTY], plainStyle)).not.toContain('\u001B');
  });
});
