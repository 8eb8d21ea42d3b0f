/** A message as bytes: headers that no name can break out of, plain text, an id by which a receiver sees that it came twice. */
import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { Fault, type Mail } from '../ports.ts';

/** Addresses as the files may have them; nothing in one can end a header or begin another recipient. */
const ADDRESS = /^[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$/u;

/** Text on one line of at most 200 characters, without anything that a header or a screen obeys. */
export function headerText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

/** The same notice has the same id for ever, also when a person sends it again. */
export function messageId(mail: Pick<Mail, 'id' | 'from'>): string {
  const digest = createHash('sha256').update(mail.id).digest('hex').slice(0, 40);
  return `<${digest}@${headerText(mail.from.address).split('@')[1] ?? 'invalid'}>`;
}

/** Throws a Fault, refused, for an address that could not be one: nothing was sent. */
function checked(address: string): string {
  if (ADDRESS.test(address)) return address;
  throw new Fault('the address in the files is none', { where: 'mail', operation: 'compose', refused: true });
}

/** Who the server is told that the message is from and for. */
export interface Envelope {
  readonly from: string;
  readonly to: readonly [string];
}

/** The message and its envelope. Throws Fault for an address that is none. */
export async function buildMessage(mail: Mail): Promise<{ readonly envelope: Envelope; readonly bytes: Buffer }> {
  const from = checked(mail.from.address);
  const to = checked(mail.to.address);
  const composed = new MailComposer({
    from: { name: headerText(mail.from.name), address: from },
    to: { name: headerText(mail.to.name), address: to },
    subject: headerText(mail.subject),
    text: mail.text,
    textEncoding: 'quoted-printable',
    date: new Date(mail.at),
    messageId: messageId(mail),
    headers: { 'Auto-Submitted': 'auto-generated' },
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { envelope: { from, to: [to] }, bytes: await composed.compile().build() };
}
