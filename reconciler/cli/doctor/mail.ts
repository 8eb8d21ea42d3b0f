/** What `doctor` says of mail: whether the server can be spoken with as for sending, without sending anything. */
import { Fault } from '../../ports.ts';
import type { Ground } from '../../run/ground.ts';
import { mailerOf } from '../../run/mailing.ts';
import type { Check } from '../doctor.ts';

/** Nothing where mail is off; else server, TLS, certificate and sign-in, and the desks that need an address. */
export async function mailChecks(ground: Ground): Promise<readonly Check[]> {
  const { notices } = ground.desired.policy;
  const { desks = {} } = ground.desired.organisation;
  const what = 'mail';
  if (notices.mode === 'off') return [];
  const missing = [notices.desks.hr, notices.desks.payroll].filter((id) => desks[id]?.email === undefined);
  const checks: Check[] = missing.map((id) => ({ what, verdict: 'mend', text: `desk ${id} has no address in state/organisation.yaml` }));
  if (notices.transport === null)
    return [...checks, { what, verdict: 'note', text: `${notices.mode}; no server and sender are named yet` }];
  try {
    const { rights } = await (await mailerOf(ground, ground.desired)).examine();
    return [...checks, ...rights.map(({ text }): Check => ({ what, verdict: 'ok', text: `${notices.mode}; ${text}` }))];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [...checks, { what, verdict: 'mend', text: error.message }];
  }
}
