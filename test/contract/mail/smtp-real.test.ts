/** The mailer against a real mail server: STARTTLS, TLS from the first byte, sign-in, and what it says no to. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSmtpMailer } from '../../../reconciler/mail/smtp.ts';
import type { Mail } from '../../../reconciler/ports.ts';
import { type Aiosmtpd, isAiosmtpdInstalled, LOGIN, startAiosmtpd } from '../../counterparts/aiosmtpd.ts';
import { MAIL } from '../../fakes/mail.ts';
import { temporaryFolder } from '../../fakes/repository.ts';

describe.runIf(isAiosmtpdInstalled || process.env['CI'] === 'true').each([
  ['STARTTLS', false],
  ['TLS from the first byte', true],
])('a real mail server with %s', (_how, implicit) => {
  let server: Aiosmtpd;
  beforeAll(async () => {
    server = await startAiosmtpd(join(temporaryFolder('lastday-aiosmtpd'), 'server'), implicit);
  });
  afterAll(() => server.stop());

  const mailer = (more: object = {}) => openSmtpMailer({ server: server.address, authority: server.authority, login: LOGIN, ...more });
  const to = (name: string): Mail => ({ ...MAIL, to: { name: 'x', address: `${name}@exempel.example` } });

  it('takes a message once, whole', async () => {
    await mailer().send(MAIL, 10_000);

    const [taken, ...others] = server.messages();
    expect(others).toEqual([]);
    expect(taken).toContain('Auto-Submitted: auto-generated');
    expect(taken).toContain('=C3=85tta meter =C3=A5=C3=A4=C3=B6');
    expect(taken).toMatch(/^\.$/mu);
  });

  it('takes nothing of what it refuses', async () => {
    const before = server.messages().length;

    await expect(mailer().send(to('unknown'), 10_000)).rejects.toMatchObject({ refused: true, retryable: false });
    await expect(mailer().send(to('busy'), 10_000)).rejects.toMatchObject({ refused: true, retryable: true });
    await expect(mailer({ login: { ...LOGIN, password: 'fel' } }).send(MAIL, 10_000)).rejects.toMatchObject({
      retryable: true,
      operation: 'connect',
    });
    await expect(mailer({ login: null }).send(MAIL, 10_000)).rejects.toMatchObject({ refused: true, retryable: true });
    await expect(mailer({ authority: null }).send(MAIL, 10_000)).rejects.toMatchObject({ retryable: true, operation: 'connect' });

    expect(server.messages()).toHaveLength(before);
  });

  it('is examined without a message', async () => {
    const before = server.messages().length;

    expect(await mailer().examine()).toMatchObject({ rights: [{ verdict: 'has' }] });

    expect(server.messages()).toHaveLength(before);
  });
});
