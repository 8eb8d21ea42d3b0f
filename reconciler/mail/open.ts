/** From the policy's server to the mailer that speaks with it, loaded only when there is mail. */
import type { MailTransport } from '../model/policy.ts';
import { Fault, type Mailer } from '../ports.ts';

/** What the machine that runs us gives: nothing of it comes from the repository. */
export interface MailRuntime {
  /** The folder that exports and practice worlds lie below; null when the runner names none. */
  readonly exports: string | null;
  readonly credential: (name: string) => string | null;
}

/** A credential that the files name; without it nothing can be sent. */
function need(runtime: MailRuntime, name: string): string {
  const value = runtime.credential(name);
  if (value !== null) return value;
  throw new Fault(`the runner has no credential "${name}"`, { where: 'mail', operation: 'connect', refused: true, retryable: true });
}

/** Opens the mailer. Throws Fault when a credential, or the folder of practice mail, is missing. */
export async function openMailer(transport: MailTransport, runtime: MailRuntime): Promise<Mailer> {
  const { server, certificate, credential } = transport;
  if (server === 'practice') return (await import('./practice.ts')).openPracticeMailer(runtime.exports);
  return (await import('./smtp.ts')).openSmtpMailer({
    server,
    authority: certificate === null ? null : need(runtime, certificate),
    login: credential === null ? null : { user: need(runtime, credential.user), password: need(runtime, credential.password) },
  });
}
