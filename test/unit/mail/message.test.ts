/** A message as bytes: no name, subject or text can end a header, and the same notice has the same id. */
import { assert, asyncProperty, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../../reconciler/canonical.ts';
import { buildMessage, headerText, messageId } from '../../../reconciler/mail/message.ts';
import type { Mail } from '../../../reconciler/ports.ts';
import { MAIL } from '../../fakes/mail.ts';

/** Header lines, unfolded, and the text below them. */
async function parsed(mail: Mail): Promise<{ headers: string[]; body: string }> {
  const raw = (await buildMessage(mail)).bytes.toString('latin1');
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/gu, ' ')
    .split('\r\n');
  return { headers, body: raw.slice(end + 4) };
}

const NAMES = [
  'Auto-Submitted',
  'Content-Transfer-Encoding',
  'Content-Type',
  'Date',
  'From',
  'MIME-Version',
  'Message-ID',
  'Subject',
  'To',
];

const HOSTILE = oneof(
  string({ unit: 'binary', maxLength: 300 }),
  constantFrom(
    '\r\nBcc: x@exempel.example',
    'a\nb',
    'a\rb',
    '"',
    '\\',
    '<x@exempel.example>',
    'x@exempel.example, y@exempel.example',
    '\u2028Bcc: x',
    '\0',
    '=?utf-8?q?=0D=0ABcc:_x?=',
    ';:()[]',
  ),
);

describe('a message', () => {
  it('is plain text in UTF-8, written by a machine, from the day of the clock', async () => {
    const { headers, body } = await parsed(MAIL);

    expect(headers.map((line) => line.split(':')[0] ?? '').toSorted(compareText)).toEqual(NAMES.toSorted(compareText));
    expect(headers).toContain('Auto-Submitted: auto-generated');
    expect(headers).toContain('Content-Type: text/plain; charset=utf-8');
    expect(headers).toContain('Date: Mon, 04 Jan 2027 01:00:00 +0000');
    expect(headers).toContain(`Message-ID: ${messageId(MAIL)}`);
    expect(body).toContain('=C3=85tta meter =C3=A5=C3=A4=C3=B6');
  });

  it('has the id of its notice, whenever it is sent and whatever it says', () => {
    expect(messageId({ ...MAIL, text: 'x', at: '2028-01-01T00:00:00Z' } as Mail)).toBe(messageId(MAIL));
    expect(messageId({ ...MAIL, id: 'other' })).not.toBe(messageId(MAIL));
    expect(messageId(MAIL)).toMatch(/^<[0-9a-f]{40}@exempel\.example>$/u);
  });

  it('has the same headers and one recipient, whatever names and subject hold', async () => {
    await assert(
      asyncProperty(HOSTILE, HOSTILE, HOSTILE, HOSTILE, async (from, to, subject, text) => {
        const mail = { ...MAIL, from: { ...MAIL.from, name: from }, to: { ...MAIL.to, name: to }, subject, text: `x${text}` };
        const { headers } = await parsed(mail);
        const { envelope } = await buildMessage(mail);

        const names = headers.map((line) => line.split(':')[0] ?? '').toSorted(compareText);
        // A subject of nothing but what cannot be shown leaves its header out.
        expect(NAMES.filter((name) => name !== 'Subject').every((name) => names.includes(name))).toBe(true);
        expect(names.every((name) => NAMES.includes(name))).toBe(true);
        expect(new Set(names).size).toBe(names.length);
        expect(envelope).toEqual({ from: 'hr@exempel.example', to: ['asa.pahitt@exempel.example'] });
        const line = headers.find((one) => one.startsWith('To:')) ?? '';
        expect(line).toMatch(/<?asa\.pahitt@exempel\.example>?$/u);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    'x@exempel.example\r\nRCPT TO:<y@exempel.example>',
    'x@exempel.example, y@exempel.example',
    'x@y',
    '',
    '<x@exempel.example>',
    'x y@exempel.example',
  ])('is not made for the address %j, and the refusal does not name it', async (address) => {
    const made = buildMessage({ ...MAIL, to: { name: 'x', address } });

    await expect(made).rejects.toMatchObject({ refused: true, retryable: false, message: 'the address in the files is none' });
  });
});

it('text of a header is one line without anything that a header or a screen obeys', () => {
  assert(
    property(HOSTILE, (text) => {
      expect(headerText(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]/u);
      expect(headerText(text).length).toBeLessThanOrEqual(200);
    }),
  );
});
