/** Mail of a practice company: a file for each message, below the export folder. Nothing leaves the machine. */
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Examination } from '../model/examination.ts';
import { Fault, type Mail, type Mailer } from '../ports.ts';
import { headerText, messageId } from './message.ts';

function fileName(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9.-]+/gu, '_');
}

function textOf(mail: Mail): string {
  const head = [
    `From: ${headerText(mail.from.name)} <${headerText(mail.from.address)}>`,
    `To: ${headerText(mail.to.name)} <${headerText(mail.to.address)}>`,
    `Subject: ${headerText(mail.subject)}`,
    `Date: ${mail.at}`,
    `Message-ID: ${messageId(mail)}`,
    'Auto-Submitted: auto-generated',
  ];
  return `${head.join('\n')}\n\n${mail.text}`;
}

/** Writes each message as `mail/<id>.eml`; one that is sent again is a second file, `mail/<id>.2.eml`. */
export function openPracticeMailer(exports: string | null): Mailer {
  if (exports === null)
    throw new Fault('there is no export folder for practice mail', { where: 'mail', operation: 'connect', refused: true, retryable: true });
  const folder = join(exports, 'mail');
  return {
    async send(mail) {
      await mkdir(folder, { recursive: true });
      const name = fileName(mail.id);
      const there = new Set(await readdir(folder));
      let number = 1;
      const named = () => (number === 1 ? `${name}.eml` : `${name}.${number}.eml`);
      while (there.has(named())) number += 1;
      const fresh = join(folder, `.${named()}.new`);
      await writeFile(fresh, textOf(mail), { flush: true });
      await rename(fresh, join(folder, named()));
    },
    examine: async (): Promise<Examination> => ({
      rights: [{ right: 'files', verdict: 'has', text: 'mail is written below the export folder and leaves the machine nowhere' }],
      time: null,
    }),
  };
}
