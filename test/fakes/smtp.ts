/** A mail server of our own on 127.0.0.1 that speaks SMTP with TLS strictly, and fails where a test wants it to. */
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';

/** Where it goes wrong. */
export type SmtpFailure =
  | { readonly at: 'connect' | 'ehlo' | 'auth' | 'mail' | 'rcpt' | 'data' | 'end'; readonly reply: string }
  | { readonly at: 'connect' | 'mail' | 'rcpt' | 'data' | 'end' | 'body'; readonly dies: true }
  | { readonly at: 'connect' | 'end'; readonly silent: true };

/** What a server is made of. */
export interface SmtpWish {
  readonly certificate: string;
  readonly key: string;
  /** TLS from the first byte; else by STARTTLS. */
  readonly implicit?: boolean;
  /** False: STARTTLS is not offered. */
  readonly offersTls?: boolean;
  readonly login?: { readonly user: string; readonly password: string };
  readonly failure?: SmtpFailure;
}

/** A message as it came. */
export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly data: string;
  readonly wasEncrypted: boolean;
}

/** A server that runs until it is stopped. */
export interface SmtpServer {
  /** `smtp://127.0.0.1:port`, or `smtps://…`. */
  readonly address: string;
  /** Taken: the server said 250 to the whole message. */
  readonly received: readonly Received[];
  /** Commands, in capitals, without what they carried. */
  readonly commands: readonly string[];
  /** What no client of ours should have done. */
  readonly complaints: readonly string[];
  /** Changes where it goes wrong, from the next connection on. */
  fail(failure: SmtpFailure | null): void;
  stop(): Promise<void>;
}

interface State {
  readonly wish: SmtpWish;
  failure: SmtpFailure | null;
  readonly received: Received[];
  readonly commands: string[];
  readonly complaints: string[];
  readonly sockets: Set<Socket>;
}

interface Session {
  socket: Socket | TLSSocket;
  isSecure: boolean;
  isSignedIn: boolean;
  from: string | null;
  to: string[];
  isData: boolean;
  buffer: string;
}

function talk(state: State, session: Session): void {
  const { wish, complaints, commands } = state;
  const say = (line: string) => void session.socket.write(`${line}\r\n`);
  /** True when the failure of the test happens here. */
  function fails(at: SmtpFailure['at']): boolean {
    const { failure } = state;
    if (failure === null || failure.at !== at) return false;
    if ('dies' in failure) session.socket.destroy();
    else if ('reply' in failure) say(failure.reply);
    return true;
  }

  function upgrade(): void {
    say('220 go on');
    session.socket.removeAllListeners('data');
    const secured = new TLSSocket(session.socket, { isServer: true, cert: wish.certificate, key: wish.key });
    session.socket = secured;
    session.isSecure = true;
    session.buffer = '';
    secured.on('error', () => {});
    secured.on('data', onData);
  }

  function signIn(line: string): void {
    if (fails('auth')) return;
    const [, user = '', password = ''] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
      .toString()
      .split('\0');
    session.isSignedIn = user === wish.login?.user && password === wish.login.password;
    say(session.isSignedIn ? '235 welcome' : '535 no');
  }

  function command(line: string): void {
    const verb = line.split(/[ :]/u)[0]?.toUpperCase() ?? '';
    commands.push(verb);
    if (!session.isSecure && !['EHLO', 'STARTTLS', 'QUIT'].includes(verb)) complaints.push(`${verb} before TLS`);
    if (verb === 'EHLO') {
      if (fails('ehlo')) return;
      const offers = [
        !session.isSecure && wish.offersTls !== false ? 'STARTTLS' : '',
        wish.login !== undefined && session.isSecure ? 'AUTH PLAIN' : '',
        'SIZE 1000000',
      ];
      const shown = ['127.0.0.1', ...offers.filter((offer) => offer !== '')];
      for (const [index, offer] of shown.entries()) say(`250${index === shown.length - 1 ? ' ' : '-'}${offer}`);
    } else if (verb === 'STARTTLS' && wish.offersTls === false) say('502 no');
    else if (verb === 'STARTTLS') upgrade();
    else if (verb === 'AUTH') signIn(line);
    else if (verb === 'MAIL') {
      if (fails('mail')) return;
      if (wish.login !== undefined && !session.isSignedIn) return say('530 sign in first');
      session.from = /^MAIL FROM:<([^<>\s]+)>/u.exec(line)?.[1] ?? null;
      say(session.from === null ? '501 no' : '250 ok');
    } else if (verb === 'RCPT') {
      if (fails('rcpt')) return;
      const to = /^RCPT TO:<([^<>\s]+)>$/u.exec(line)?.[1];
      if (to === undefined) complaints.push('a recipient that is none');
      else session.to.push(to);
      say('250 ok');
    } else if (verb === 'DATA') {
      if (fails('data')) return;
      session.isData = true;
      say('354 go on');
    } else if (verb === 'QUIT') session.socket.end('221 bye\r\n');
    else {
      complaints.push(`unknown command ${verb}`);
      say('500 what');
    }
  }

  function message(): void {
    const end = session.buffer.indexOf('\r\n.\r\n');
    if (state.failure?.at === 'body' && session.buffer.length > 0) {
      fails('body');
      return;
    }
    if (end < 0) return;
    const data = session.buffer.slice(0, end).replaceAll(/^\.\./gmu, '.');
    session.buffer = session.buffer.slice(end + 5);
    session.isData = false;
    if (fails('end')) return;
    state.received.push({ from: session.from ?? '', to: session.to, data, wasEncrypted: session.isSecure });
    say('250 taken');
  }

  function onData(bytes: Buffer): void {
    session.buffer += bytes.toString('latin1');
    for (;;) {
      if (session.isData) return message();
      const end = session.buffer.indexOf('\r\n');
      if (end < 0) return;
      const line = session.buffer.slice(0, end);
      session.buffer = session.buffer.slice(end + 2);
      command(line);
    }
  }
  session.socket.on('data', onData);
  session.socket.on('error', () => {});
  if (!fails('connect')) say('220 fake');
}

/** Starts one on a free port. */
export async function startSmtp(wish: SmtpWish): Promise<SmtpServer> {
  const state: State = { wish, failure: wish.failure ?? null, received: [], commands: [], complaints: [], sockets: new Set() };
  const accept = (socket: Socket) => {
    state.sockets.add(socket);
    socket.on('close', () => state.sockets.delete(socket));
    talk(state, { socket, isSecure: wish.implicit === true, isSignedIn: false, from: null, to: [], isData: false, buffer: '' });
  };
  const server = wish.implicit === true ? createTlsServer({ cert: wish.certificate, key: wish.key }, accept) : createServer(accept);
  server.on('tlsClientError', () => {});
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    address: `${wish.implicit === true ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    received: state.received,
    commands: state.commands,
    complaints: state.complaints,
    fail(failure) {
      state.failure = failure;
    },
    stop: () =>
      new Promise((done) => {
        for (const socket of state.sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}
