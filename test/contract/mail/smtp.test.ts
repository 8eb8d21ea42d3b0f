/** The mailer against a server of our own: what is taken, what each failure means, and that nothing is said without TLS. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openSmtpMailer } from '../../../reconciler/mail/smtp.ts';
import type { Fault } from '../../../reconciler/ports.ts';
import { type Certificate, makeCertificate } from '../../counterparts/certificate.ts';
import { MAIL } from '../../fakes/mail.ts';
import { temporaryFolder } from '../../fakes/repository.ts';
import { type SmtpFailure, type SmtpServer, type SmtpWish, startSmtp } from '../../fakes/smtp.ts';

const LOGIN = { user: 'lastday', password: 'Hemlig-Exempel-1' };

let ours: Certificate;
let other: Certificate;
let server: SmtpServer | null = null;

beforeAll(() => {
  ours = makeCertificate(temporaryFolder('lastday-smtp'));
  other = makeCertificate(temporaryFolder('lastday-smtp-other'));
});

afterEach(async () => {
  expect(server?.complaints ?? []).toEqual([]);
  await server?.stop();
  server = null;
});

async function start(wish: Partial<SmtpWish> = {}): Promise<SmtpServer> {
  server = await startSmtp({ certificate: ours.certificate, key: ours.key, ...wish });
  return server;
}

function mailer(of: SmtpServer, more: object = {}) {
  return openSmtpMailer({ server: of.address, authority: ours.certificate, login: null, ...more });
}

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const fault = await work.then(() => null).catch((error: unknown) => error);
  expect(fault).toMatchObject({ name: 'Fault', where: 'mail' });
  return fault as Fault;
}

describe('a message', () => {
  it.each([
    ['by STARTTLS', {}],
    ['with TLS from the first byte', { implicit: true }],
  ])('is handed over once, %s', async (_how, wish) => {
    const there = await start(wish);

    await mailer(there).send(MAIL, 5_000);

    expect(there.received).toMatchObject([{ from: 'hr@exempel.example', to: ['asa.pahitt@exempel.example'], wasEncrypted: true }]);
    expect(there.received[0]?.data).toContain('Auto-Submitted: auto-generated');
    expect(there.received[0]?.data).toContain('Rad ett\r\n.\r\n=C3=85tta');
  });

  it('is handed over signed in, and the password goes under TLS alone', async () => {
    const there = await start({ login: LOGIN });

    await mailer(there, { login: LOGIN }).send(MAIL, 5_000);

    expect(there.received).toHaveLength(1);
    expect(there.commands.indexOf('AUTH')).toBeGreaterThan(there.commands.indexOf('STARTTLS'));
  });
});

describe('certainly not sent, and tried again another night', () => {
  it.each<[string, Partial<SmtpWish>, object]>([
    ['a server that does not offer TLS', { offersTls: false }, {}],
    ['a certificate of somebody else', {}, { authority: 'other' }],
    ['a certificate that nobody vouches for', {}, { authority: null }],
    ['a password that is wrong', { login: LOGIN }, { login: { ...LOGIN, password: 'fel' } }],
    ['a server that is too busy', { failure: { at: 'connect', reply: '421 later' } }, {}],
    ['a server that refuses to talk', { failure: { at: 'ehlo', reply: '550 no' } }, {}],
    ['a server that hangs up', { failure: { at: 'connect', dies: true } }, {}],
    ['a server that hangs up at the recipient', { failure: { at: 'rcpt', dies: true } }, {}],
    ['a server that hangs up before the message', { failure: { at: 'data', dies: true } }, {}],
  ])('%s', async (_what, wish, more) => {
    const there = await start(wish);
    const authority = 'authority' in more && more.authority === 'other' ? { authority: other.certificate } : {};

    const fault = await faultOf(mailer(there, { ...more, ...authority }).send(MAIL, 5_000));

    expect(fault).toMatchObject({ refused: true, retryable: true, operation: 'connect' });
    expect(there.received).toEqual([]);
  });

  it.each<[string, SmtpFailure]>([
    ['greylisting', { at: 'rcpt', reply: '450 try later' }],
    ['a full mailbox', { at: 'rcpt', reply: '452 full' }],
    ['a sender that it does not take: ours to mend', { at: 'mail', reply: '553 not yours' }],
    ['a message that it cannot take now', { at: 'end', reply: '451 later' }],
    ['a message that it stops at', { at: 'data', reply: '421 closing' }],
  ])('%s', async (_what, failure) => {
    const there = await start({ failure });

    expect(await faultOf(mailer(there).send(MAIL, 5_000))).toMatchObject({ refused: true, retryable: true });
    expect(there.received).toEqual([]);
  });

  it('a server that never speaks: over in time', async () => {
    const there = await start({ failure: { at: 'connect', silent: true } });
    const began = performance.now();

    expect(await faultOf(mailer(there).send(MAIL, 400))).toMatchObject({ refused: true, retryable: true, operation: 'connect' });
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('no server at all', async () => {
    const there = await start();
    await there.stop();

    expect(await faultOf(mailer(there).send(MAIL, 2_000))).toMatchObject({ refused: true, retryable: true, operation: 'connect' });
  });
});

describe('refused for good', () => {
  it.each<[string, SmtpFailure]>([
    ['the recipient', { at: 'rcpt', reply: '550 asa.pahitt@exempel.example unknown' }],
    ['the message', { at: 'end', reply: '554 looks like spam' }],
    ['the message, before it was handed over', { at: 'data', reply: '554 no' }],
  ])('%s; what the server says of people is not repeated', async (_what, failure) => {
    const there = await start({ failure });

    const fault = await faultOf(mailer(there).send(MAIL, 5_000));

    expect(fault).toMatchObject({ refused: true, retryable: false });
    expect(`${fault.message} ${fault.stack}`).not.toMatch(/asa|pahitt/iu);
  });
});

describe('nobody knows', () => {
  it.each<[string, SmtpFailure]>([
    ['a server that hangs up in the message', { at: 'body', dies: true }],
    ['a server that hangs up after the message', { at: 'end', dies: true }],
    ['a server that does not answer to the message', { at: 'end', silent: true }],
    ['an answer that is none', { at: 'end', reply: 'fine' }],
    ['an answer to something else', { at: 'end', reply: '354 go on' }],
  ])('%s', async (_what, failure) => {
    const there = await start({ failure });

    expect(await faultOf(mailer(there).send(MAIL, 800))).toMatchObject({ refused: false });
  });
});

describe('doctor', () => {
  it('speaks with the server as for sending, and sends nothing', async () => {
    const there = await start({ login: LOGIN });

    expect(await mailer(there, { login: LOGIN }).examine()).toMatchObject({ rights: [{ right: 'TLS', verdict: 'has' }], time: null });
    expect(there.commands).not.toContain('MAIL');
  });

  it.each<[string, Partial<SmtpWish>, object]>([
    ['no TLS', { offersTls: false }, {}],
    ['a wrong password', { login: LOGIN }, { login: { ...LOGIN, password: 'fel' } }],
  ])('finds %s', async (_what, wish, more) => {
    await faultOf(mailer(await start(wish), more).examine());
  });
});
