/** Killed anywhere around a message: it is never sent twice, and what nobody knows of is said until a person sends it again. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lastday } from '../fakes/command-line.ts';
import { startNight } from './child.ts';
import { verifies } from './journal-of.ts';
import { copyMini, employeeFile, makeCompany } from './mini.ts';
import { type Mini, runMini } from './mini-night.ts';

const PATIENCE = 120_000;
const ID = 'return-note/e-1/spell:2027-01-02/2027-01-02';

const NOTICES = `mode: enforce
server: practice
from: {address: hr@exempel.example}
returnNote: {before: P1D}
`;

const ORGANISATION = `name: Mini Exempel
timeZone: Europe/Stockholm
locale: en
companies: [{id: se, name: Mini Exempel AB, country: SE, currency: SEK}]
units: [{id: office, name: Office, company: se}]
desks: {it: {name: IT}, hr: {name: HR, email: hr@exempel.example}}
`;

function mailsIn(mini: Mini): readonly string[] {
  const folder = join(mini.exports, 'mail');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : [];
}

describe('a night with one message', () => {
  let eve: Mini;
  beforeAll(async () => {
    const leaver = employeeFile(1, 'lastDay: 2027-01-02\n').replace('Påhitt}', 'Påhitt, email: e-1@exempel.example}');
    eve = await makeCompany({
      people: 4,
      files: {
        'policies/notices.yaml': NOTICES,
        'state/organisation.yaml': ORGANISATION,
        'state/employees/e-1.yaml': leaver,
        'state/devices/LT-0001.yaml': 'id: LT-0001\ntype: laptop\nstatus: in-use\nholder: e-1\nownership: owned\ncompany: se\n',
      },
      nights: ['2026-12-27', '2026-12-28', '2026-12-29'],
    });
  }, PATIENCE);

  it(
    'announces it, sends it, and notes it; the next night has nothing to send',
    async () => {
      const mini = copyMini(eve);
      const { points } = await startNight(mini, '2027-01-01T02:00').ended;
      const journal = 'push refs/heads/lastday/journal';

      expect(points).toEqual([journal, journal, `write ${mailsIn(mini)[0]}`, journal, journal]);
      const next = await runMini(mini, '2027-01-01T03:00');
      expect([next.notices, next.plan.notices, mailsIn(mini).length]).toEqual([[], [], 1]);
    },
    PATIENCE,
  );

  // Not announced; announced and not sent; sent and not noted; noted; closed.
  it.concurrent.each([
    ['2:before', 1, 1],
    ['2:after', 0, 1],
    ['3:after', 1, 2],
    ['4:after', 1, 1],
    ['5:after', 1, 1],
  ])(
    'killed at %s: %i after the next night, %i when a person sends it again',
    async (place, mails, again) => {
      const mini = copyMini(eve);
      const killed = await startNight(mini, '2027-01-01T02:00', place).ended;
      expect(killed.signal).toBe('SIGKILL');

      const last = await runMini(mini, '2027-01-01T03:00');

      expect(mailsIn(mini)).toHaveLength(mails);
      expect(last.notices).toHaveLength(place === '2:before' ? 1 : 0);
      const isUnknown = place === '2:after' || place === '3:after';
      expect(last.plan.findings.filter((one) => one.code === 'notice-open').map((one) => one.values['variant'])).toEqual(
        isUnknown ? ['unknown'] : [],
      );
      const shell = { folder: mini.root, at: '2027-01-01T09:00:00Z', exports: mini.exports };
      const resent = await lastday(shell, 'resend', ID);
      expect([resent.exit, mailsIn(mini).length]).toEqual([isUnknown ? 0 : 1, again]);
      const twice = await lastday({ ...shell, at: '2027-01-01T10:00:00Z' }, 'resend', ID);
      expect([twice.exit, mailsIn(mini).length]).toEqual([1, again]);
      expect(await verifies(mini)).toBe(true);
    },
    PATIENCE,
  );
});
