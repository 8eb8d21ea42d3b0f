/** Mail over SMTP (RFC 5321), with TLS always: from the first byte, or by STARTTLS before anything else is said. */
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { Fault, type Mail, type Mailer } from '../ports.ts';
import { buildMessage, type Envelope } from './message.ts';

/** Where mail is handed over, and as whom. */
export interface SmtpEndpoint {
  /** `smtps://host[:port]`, or `smtp://host[:port]`. */
  readonly server: string;
  /** PEM of the authority; null for those that the machine trusts. */
  readonly authority: string | null;
  readonly login: { readonly user: string; readonly password: string } | null;
}

const EXAMINE_TIMEOUT = 30_000;

/** What the other side, or the network, says of itself when something fails. Its own words may name people: they are never passed on. */
interface Trouble {
  readonly code: string;
  readonly command: string;
  readonly reply: number | null;
}

function troubleOf(error: unknown): Trouble {
  const { code, command, responseCode } = error as { code?: unknown; command?: unknown; responseCode?: unknown };
  return {
    code: typeof code === 'string' && /^[A-Z0-9_]{1,40}$/u.test(code) ? code : 'unknown',
    command: typeof command === 'string' && /^[A-Z ]{1,20}$/u.test(command) ? command : '',
    reply: typeof responseCode === 'number' ? responseCode : null,
  };
}

/** The server could not be spoken with as it must be: certainly nothing was sent. */
function unreachable(what: string, { code, reply }: Trouble): Fault {
  const said = reply === null ? code : String(reply);
  return new Fault(`the mail server ${what} (${said})`, { where: 'mail', operation: 'connect', refused: true, retryable: true });
}

/** One connection: opened, signed in, used, and closed. */
interface Talk {
  readonly connection: SMTPConnection;
  /** Rejects when the connection breaks, whatever is waited for. */
  readonly broken: Promise<never>;
}

function startTalk(endpoint: SmtpEndpoint, timeout: number): Talk {
  const url = new URL(endpoint.server.replace(/^smtps?:/u, 'https:'));
  const secure = endpoint.server.startsWith('smtps:');
  const port = /:(?<port>\d+)$/u.exec(endpoint.server)?.groups?.['port'];
  const connection = new SMTPConnection({
    host: url.hostname,
    port: port === undefined ? (secure ? 465 : 587) : Number(port),
    secure,
    // There is no way to go on without: a server that does not offer it is not given anything.
    requireTLS: !secure,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    dnsTimeout: timeout,
    socketTimeout: timeout,
    socketCloseTimeout: 0,
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(endpoint.authority === null ? {} : { ca: endpoint.authority }) },
  });
  const broken = new Promise<never>((_done, fail) => {
    connection.on('error', fail);
    setTimeout(() => fail(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })), timeout).unref();
  });
  broken.catch(() => {});
  return { connection, broken };
}

function step({ broken }: Talk, act: (done: (error?: unknown) => void) => void): Promise<void> {
  return Promise.race([broken, new Promise<void>((done, fail) => act((error) => (error == null ? done() : fail(error))))]);
}

/** Connected, under TLS, and signed in where there is somebody to sign in as. Throws Fault; then certainly nothing was sent. */
async function greet(talk: Talk, { login }: SmtpEndpoint): Promise<void> {
  const { connection } = talk;
  try {
    await step(talk, (done) => connection.connect(done));
  } catch (error) {
    const trouble = troubleOf(error);
    throw unreachable(trouble.code === 'ETLS' ? 'does not speak TLS as it must' : 'cannot be reached', trouble);
  }
  // The last line of defence: what is said from here on is for nobody else.
  if (!connection.secure) throw unreachable('does not speak TLS as it must', { code: 'ETLS', command: '', reply: null });
  if (login === null) return;
  try {
    await step(talk, (done) => connection.login({ credentials: { user: login.user, pass: login.password } }, done));
  } catch (error) {
    throw unreachable('does not let us sign in', troubleOf(error));
  }
}

/**
 * What a failure means. A reply is certain: 5xx to the recipient or the message is no for good, anything else may be mended or pass. Without
 * a reply it is certain only while nothing of the message had been handed over.
 */
function failureOf(error: unknown, hasBegun: boolean): Fault {
  const trouble = troubleOf(error);
  const { reply, command, code } = trouble;
  // A reply that came as the connection ended, and no answer to the message, proves nothing, unless it is the one that says so (421).
  const isAnswer = reply !== null && reply >= 400 && (!hasBegun || command === 'DATA' || reply === 421);
  if (!isAnswer) {
    if (!hasBegun) return unreachable('ended the connection', trouble);
    return new Fault(`the connection was lost while the message was handed over (${code})`, { where: 'mail', operation: 'send' });
  }
  const isFinal = reply >= 500 && (command === 'RCPT TO' || command === 'DATA');
  const about = command === 'RCPT TO' ? 'the recipient' : command === 'MAIL FROM' ? 'the sender' : 'the message';
  const text = `the mail server ${isFinal ? 'refused' : 'put off'} ${about} (${reply})`;
  return new Fault(text, { where: 'mail', operation: 'send', refused: true, retryable: !isFinal });
}

async function handOver(talk: Talk, envelope: Envelope, bytes: Buffer): Promise<void> {
  let hasBegun = false;
  // Read only once the server has asked for the message: from then on it may have it.
  const body = new Readable({
    read() {
      hasBegun = true;
      this.push(bytes);
      this.push(null);
    },
  });
  try {
    await step(talk, (done) => talk.connection.send({ from: envelope.from, to: [...envelope.to] }, body, done));
  } catch (error) {
    throw failureOf(error, hasBegun);
  }
}

async function talkTo(endpoint: SmtpEndpoint, timeout: number, about: (talk: Talk) => Promise<void>): Promise<void> {
  const talk = startTalk(endpoint, timeout);
  try {
    await greet(talk, endpoint);
    await about(talk);
  } finally {
    talk.connection.close();
  }
}

/** A mailer that opens a connection for each message. */
export function openSmtpMailer(endpoint: SmtpEndpoint): Mailer {
  return {
    async send(mail: Mail, timeout: number) {
      const { envelope, bytes } = await buildMessage(mail);
      await talkTo(endpoint, timeout, (talk) => handOver(talk, envelope, bytes));
    },
    async examine() {
      await talkTo(endpoint, EXAMINE_TIMEOUT, async () => {});
      const who = endpoint.login === null ? 'without signing in' : 'signed in';
      return { rights: [{ right: 'TLS', verdict: 'has', text: `the server answers under TLS, ${who}; nothing was sent` }], time: null };
    },
  };
}
