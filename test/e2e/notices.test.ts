/** Mail of whole nights: sent once, to whom it concerns, after access has ended; held, put off, refused and sent again. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Certificate, makeCertificate } from '../counterparts/certificate.ts';
import { type Called, lastday, type Shell } from '../fakes/command-line.ts';
import { git, temporaryFolder } from '../fakes/repository.ts';
import { type SmtpServer, startSmtp } from '../fakes/smtp.ts';
import { beginCompany, type Company } from './small-company.ts';

const PRACTICE = 'mode: enforce\nserver: practice\nfrom: {address: hr@exempel.example}\ndesks: {payroll: lon}\n';
const LOGIN = { user: 'lastday', password: 'Hemlig-Exempel-1' };
const NOTE = 'return-note/e-0002/spell:2027-01-08/2027-01-08';
const NIGHTS = ['2027-01-05T09:30:00Z', '2027-01-06T01:00:00Z'];
const CREDENTIALS = { 'mail-user': LOGIN.user, 'mail-password': LOGIN.password };

const ORGANISATION = `name: Exempel AB
timeZone: Europe/Stockholm
locale: en
companies: [{id: se, name: Exempel AB, country: SE, currency: SEK, vat: {rate: 25, deductible: 100}}]
units: [{id: office, name: Office, company: se, manager: e-0001}]
desks:
  it: {name: IT}
  hr: {name: HR, email: hr@exempel.example}
  lon: {name: Lön, email: lon@exempel.example, locale: sv}
`;

const LEAVER = `id: e-0002
person: {name: Påhittad Person 2, email: person.tva@exempel.example}
kind: employee
unit: office
firstDay: 2024-02-01
lastDay: 2027-01-08
accounts:
  - {system: ad, id: a-0002, login: login2, grants: [staff], licences: [OFFICE]}
`;

const PLAN = `employee: e-0002
kind: planned
endedBy: person
spell: 2027-01-08
devices:
  LT-0002:
    disposition: buyout
    offer: {price: 1800.00 SEK, vat: included, answerBy: 2027-01-06, answer: yes, answered: 2027-01-05, else: release}
    settle: final-pay
    consent: {on: 2027-01-05, ref: HR-1}
`;

let eve: Company;
let certificate: Certificate;
let server: SmtpServer | null = null;

/** A company in which mail has been switched on, and no night has seen it yet. */
beforeAll(async () => {
  certificate = makeCertificate(temporaryFolder('lastday-mail'));
  eve = await beginCompany();
  eve.commit({
    'state/organisation.yaml': ORGANISATION,
    'state/employees/e-0002.yaml': LEAVER,
    'state/offboardings/e-0002.yaml': PLAN,
    'policies/devices.yaml': 'buyout: {kinds: [employee], types: [laptop]}\n',
  });
});

afterEach(async () => {
  expect(server?.complaints ?? []).toEqual([]);
  await server?.stop();
  server = null;
});

function mailsIn(company: Company): readonly string[] {
  const folder = join(company.exports, 'mail');
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.eml'))
        .map((name) => name.split('_')[0] ?? '')
    : [];
}

async function night(company: Company, at: string, more: Partial<Shell> = {}): Promise<Called & { readonly json: Night }> {
  const called = await lastday({ ...company.shell(at), ...more }, '--json', 'reconcile', '--no-wait');
  return { ...called, json: called.out === '' ? ({} as Night) : (JSON.parse(called.out) as Night) };
}

interface Night {
  readonly notices: readonly { readonly notice: string; readonly outcome: string; readonly detail: string | null }[];
  readonly plan: { readonly notices: readonly { readonly id: string; readonly to: string; readonly held: string | null }[] };
}

const ends = ({ json }: { json: Night }) => json.notices.map(({ notice, outcome }) => `${notice.split('/')[0]} ${outcome}`).toSorted();

describe('with practice mail', () => {
  it('only says what it would send in the first night, sends each message once in the second, and nothing in the third', async () => {
    const company = eve.fork();
    company.commit({ 'policies/notices.yaml': PRACTICE });

    const first = await night(company, NIGHTS[0] as string);
    expect(first.json.plan.notices.map((one) => one.held)).toEqual(['observe', 'observe']);
    expect([first.exit, mailsIn(company)]).toEqual([0, []]);

    const second = await night(company, NIGHTS[1] as string);
    expect(ends(second)).toEqual(['return-note accepted', 'settlement accepted']);
    expect([...mailsIn(company)].toSorted()).toEqual(['return-note', 'settlement']);
    const third = await night(company, '2027-01-06T02:00:00Z');
    expect([third.exit, third.json.notices, mailsIn(company).length]).toEqual([0, [], 2]);

    const text = readdirSync(join(company.exports, 'mail'))
      .map((name) => readFileSync(join(company.exports, 'mail', name), 'utf8'))
      .join('\n');
    expect(text).toContain('To: Påhittad Person 2 <person.tva@exempel.example>');
    expect(text).toContain('Dra 1 800,00 SEK på slutlönen, enligt medgivande HR-1');
    const head = git(company.remote, ['rev-parse', 'lastday/journal']);
    const journal = git(company.remote, ['grep', '-h', 'notice', head]);
    expect(journal).toContain(NOTE);
    expect(`${journal}${second.out}`).not.toMatch(/Påhittad|exempel\.example|login2/u);
  });

  it('sends nothing while somebody stays after all, and the note of the new day when it comes', async () => {
    const company = eve.fork();
    company.commit({ 'policies/notices.yaml': PRACTICE });
    await night(company, NIGHTS[0] as string);
    const moved = {
      'state/employees/e-0002.yaml': LEAVER.replace('2027-01-08', '2027-03-08'),
      'state/offboardings/e-0002.yaml': PLAN.replace('spell: 2027-01-08', 'spell: 2027-03-08'),
    };
    company.commit(moved, '2027-01-05T20:00:00Z');

    expect(ends(await night(company, NIGHTS[1] as string))).toEqual(['settlement accepted']);
  });
});

describe('with a mail server', () => {
  async function settled(): Promise<{ company: Company; there: SmtpServer; shell: Partial<Shell> }> {
    server = await startSmtp({ certificate: certificate.certificate, key: certificate.key, login: LOGIN });
    const company = eve.fork();
    const credential = 'credential: {user: mail-user, password: mail-password}\ncertificate: mail-authority\n';
    company.commit({ 'policies/notices.yaml': PRACTICE.replace('practice', server.address) + credential });
    const shell = { credentials: { ...CREDENTIALS, 'mail-authority': certificate.certificate } };
    const first = await night(company, NIGHTS[0] as string, shell);
    if (first.exit !== 0) throw new Error(`${first.exit} ${first.err}`);
    return { company, there: server, shell };
  }

  it('hands each message over once; doctor speaks with it and sends nothing; no other day is lived through', async () => {
    const { company, there, shell } = await settled();

    const doctor = await lastday({ ...company.shell(NIGHTS[0]), ...shell }, 'doctor');
    expect(doctor.out).toMatch(/ok +mail +enforce; the server answers under TLS, signed in/u);
    expect(there.received).toEqual([]);
    expect(ends(await night(company, NIGHTS[1] as string, shell))).toEqual(['return-note accepted', 'settlement accepted']);
    expect((await night(company, '2027-01-06T02:00:00Z', shell)).json.notices).toEqual([]);
    expect(there.received.map(({ to }) => String(to[0])).toSorted()).toEqual(['lon@exempel.example', 'person.tva@exempel.example']);
    const other = await lastday({ ...company.shell(NIGHTS[1]), ...shell }, 'reconcile', '--on', '2027-01-07');
    expect([other.exit, other.err]).toEqual([64, expect.stringContaining('practice mail')]);
  });

  it('tries again the next night what was put off, and what the server could not be reached for', async () => {
    const { company, there, shell } = await settled();
    there.fail({ at: 'rcpt', reply: '450 later' });

    const putOff = await night(company, NIGHTS[1] as string, shell);
    expect([putOff.exit, ends(putOff)]).toEqual([0, ['return-note skipped', 'settlement skipped']]);
    there.fail({ at: 'connect', dies: true });
    expect(ends(await night(company, '2027-01-06T02:00:00Z', shell))).toEqual(['return-note skipped', 'settlement skipped']);
    there.fail(null);
    expect(ends(await night(company, '2027-01-06T03:00:00Z', shell))).toEqual(['return-note accepted', 'settlement accepted']);
  });

  it('ends access all the same when nobody knows whether mail went; a person sends it again, once', async () => {
    const { company, there, shell } = await settled();
    there.fail({ at: 'connect', dies: true });
    for (const quiet of [NIGHTS[1] as string, '2027-01-07T01:00:00Z']) await night(company, quiet, shell);
    there.fail({ at: 'end', dies: true });

    const lost = await night(company, '2027-01-09T01:00:00Z', shell);
    expect([lost.exit, ends(lost)]).toEqual([3, ['return-note unverifiable', 'settlement unverifiable']]);
    const ad = JSON.parse(readFileSync(join(company.exports, 'ad.json'), 'utf8')) as { accounts: { id: string; enabled: boolean }[] };
    expect(ad.accounts.find((one) => one.id === 'a-0002')?.enabled).toBe(false);

    there.fail(null);
    const next = await night(company, '2027-01-10T01:00:00Z', shell);
    expect([next.json.notices, there.received]).toEqual([[], []]);
    const at = { ...company.shell('2027-01-10T08:00:00Z'), ...shell };
    const drift = await lastday(at, 'drift', '--code', 'notice-open');
    expect(drift.out.replaceAll(/\s+/gu, ' ')).toContain(`nobody knows whether mail ${NOTE} to desk:hr went`);
    const again = await lastday(at, 'resend', NOTE);
    expect([again.exit, again.out]).toEqual([0, `${NOTE} → desk:hr: the mail server took it\n`]);
    expect(there.received.map(({ to }) => to)).toEqual([['hr@exempel.example']]);
    const twice = await lastday({ ...at, at: '2027-01-10T09:00:00Z' }, 'resend', NOTE);
    expect([twice.exit, there.received.length]).toEqual([1, 1]);
    expect((await lastday(at, 'resend', 'return-note/e-0009/x')).exit).toBe(64);
  });

  it('says what the server refused for good, until it is sent again', async () => {
    const { company, there, shell } = await settled();
    there.fail({ at: 'rcpt', reply: '550 person.tva@exempel.example unknown' });

    const refused = await night(company, NIGHTS[1] as string, shell);
    expect([refused.exit, ends(refused)]).toEqual([3, ['return-note failed', 'settlement failed']]);
    expect(`${refused.out}${refused.err}`).not.toContain('person.tva');
    there.fail(null);
    const next = await lastday({ ...company.shell('2027-01-06T02:00:00Z'), ...shell }, 'reconcile', '--no-wait');
    expect(next.out.replaceAll(/\s+/gu, ' ')).toContain('the mail server refused mail');
    expect(there.received).toEqual([]);
  });
});
