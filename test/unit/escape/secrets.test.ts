/** What is printed holds no credential, however it is written. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../reconciler/escape/markdown.ts';
import { secretMask } from '../../../reconciler/escape/secrets.ts';
import { formsIn } from './find-secret.ts';

const SECRET = 'kanarie/0+1=2~3_Zq9X!vB7(w) *%';

/** Ways in which programs write what they were given. */
const WRITTEN: readonly (readonly [name: string, write: (secret: string) => string])[] = [
  ['as it is', (secret) => `bad token ${secret}.`],
  ['in base64', (secret) => btoa(secret)],
  ['in base64 for addresses', (secret) => Buffer.from(secret).toString('base64url')],
  ['as a password of Basic', (secret) => `Basic ${btoa(`svc:${secret}`)}`],
  ['as a longer name of Basic', (secret) => `Basic ${btoa(`sv:${secret}:more`)}`],
  ['as a third of Basic', (secret) => `Basic ${btoa(`s:${secret}:mo`)}`],
  ['in hex', (secret) => Buffer.from(secret).toString('hex')],
  ['in capital hex', (secret) => Buffer.from(secret).toString('hex').toUpperCase()],
  ['in an address', (secret) => `https://x.example/?token=${encodeURIComponent(secret)}`],
  ['in an address with small letters', (secret) => encodeURIComponent(secret).replaceAll(/%../gu, (code) => code.toLowerCase())],
  ['in a form', (secret) => new URLSearchParams({ secret }).toString()],
  ['in JSON', (secret) => JSON.stringify({ secret })],
  ['in JSON of PHP', (secret) => JSON.stringify({ secret }).replaceAll('/', '\\/')],
  ['in Markdown', (secret) => `| ${escapeMarkdown(secret)} |`],
  ['in an annotation', (secret) => `::error::${secret.replaceAll('%', '%25')}`],
];

describe('a credential', () => {
  it.each(WRITTEN)('is masked %s', (_name, write) => {
    const before = write(SECRET);
    const after = secretMask([SECRET])(before);

    expect(after).toContain('***');
    expect(formsIn(after, SECRET)).toEqual([]);
    expect(after).not.toContain('Zq9X');
  });

  it('is masked whatever it is', () => {
    const secrets = fc.string({ minLength: 8, maxLength: 60, unit: 'grapheme' }).filter((text) => text.trim() === text && text.length >= 8);
    fc.assert(
      fc.property(secrets, fc.constantFrom(...WRITTEN), (secret, [, write]) => {
        const isLatin = !/[^\0-\xff]/u.test(secret);
        if (!isLatin) return;
        expect(secretMask([secret])(write(secret)).includes(secret)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('is masked whole where another one is a part of it', () => {
    expect(secretMask(['geheim-12', 'geheim-12-and-more'])('geheim-12-and-more')).toBe('***');
  });

  it('that is a key file is masked in its parts too', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\nEFAASCBKcwggSjAgEAAoIBAQC7\n-----END PRIVATE KEY-----\n';
    const file = JSON.stringify({ type: 'service_account', client_email: 'x@exempel.example', private_key: key });

    const mask = secretMask([file]);

    expect(mask(`cannot sign with ${key}`)).not.toMatch(/MIIE|EFAA/u);
    expect(mask('line 2: EFAASCBKcwggSjAgEAAoIBAQC7')).toBe('line 2: ***');
    expect(mask('x@exempel.example is a service_account')).toBe('x@exempel.example is a service_account');
  });

  it('that is too short to be one, empty or broken JSON takes nothing away', () => {
    expect(secretMask(['', 'en', '{"key":'])('en text with {"key": and more')).toBe('en text with {"key": and more');
  });
});
