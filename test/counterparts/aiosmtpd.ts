/** Starts a real mail server (Debian's aiosmtpd) on a free port of 127.0.0.1, with STARTTLS and a sign-in; what it takes lies in a folder. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from './certificate.ts';
import { freePort, type Server, startServer } from './server.ts';

/** How to install it. */
export const INSTALL = 'apt-get install -y --no-install-recommends python3-aiosmtpd openssl';

/** True when the package is installed. */
export const isAiosmtpdInstalled = spawnSync('/usr/bin/python3', ['-c', 'import aiosmtpd'], { timeout: 20_000 }).status === 0;

if (!isAiosmtpdInstalled) process.stderr.write(`left out: tests against a real mail server (${INSTALL})\n`);

/** Who may sign in. */
export const LOGIN = { user: 'lastday', password: 'Hemlig-Exempel-1' };

const SCRIPT = `
import ssl, sys, time
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import AuthResult
folder, port, certificate, key, implicit = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5] == 'implicit'
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(certificate, key)
class Handler(Mailbox):
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('unknown'):
            return '550 no such user'
        if address.startswith('busy'):
            return '451 try again later'
        envelope.rcpt_tos.append(address)
        return '250 OK'
def sign_in(server, session, envelope, mechanism, data):
    ok = data.login == b'${LOGIN.user}' and data.password == b'${LOGIN.password}'
    return AuthResult(success=ok, handled=ok)
more = {'ssl_context': context} if implicit else {'tls_context': context, 'require_starttls': True}
Controller(Handler(folder), hostname='127.0.0.1', port=port, authenticator=sign_in, auth_required=True, auth_require_tls=not implicit, **more).start()
print('ready', flush=True)
while True:
    time.sleep(60)
`;

/** A server that runs until it is stopped. */
export interface Aiosmtpd {
  readonly address: string;
  /** PEM of the authority. */
  readonly authority: string;
  /** Messages that it took, as it stored them. */
  messages(): readonly string[];
  stop(): Promise<void>;
}

/** Starts one. `implicit`: TLS from the first byte. */
export async function startAiosmtpd(folder: string, implicit: boolean): Promise<Aiosmtpd> {
  mkdirSync(folder, { recursive: true });
  const certificate = makeCertificate(folder);
  const port = await freePort();
  const mail = join(folder, 'mail');
  const words = ['-c', SCRIPT, mail, String(port), certificate.certificateFile, certificate.keyFile, implicit ? 'implicit' : 'starttls'];
  const server: Server = await startServer('/usr/bin/python3', words, { ports: [port], logFile: join(folder, 'log') });
  return {
    address: `${implicit ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    authority: certificate.certificate,
    messages: () => readdirSync(join(mail, 'new')).map((name) => readFileSync(join(mail, 'new', name), 'utf8')),
    stop: () => server.stop(),
  };
}
