/** What `doctor` says of one system: whether it can be read, as whom, what our credentials may really do there, and what time it is there. */
import type { System } from '../../../schemas/system.ts';
import { minutesBetween } from '../../calendar.ts';
import type { Examination, RightFound } from '../../model/examination.ts';
import { Fault } from '../../ports.ts';
import { whyNothingIsKept } from '../../run/earlier-readings.ts';
import type { Ground } from '../../run/ground.ts';
import { openReaders } from '../../run/observing.ts';
import { openWriters } from '../../run/writing.ts';
import type { Check } from '../doctor.ts';

/** Minutes that a system's clock may differ from ours; above it a run would write nothing. */
const SKEW = 5;

function canariesText(number: number): string {
  if (number >= 3) return '';
  const has = number === 0 ? 'no canaries' : number === 1 ? 'one canary' : 'two canaries';
  return `; ${has}, three or more make a reading trustworthy`;
}

async function readingCheck(ground: Ground, system: System): Promise<Check> {
  const what = `system ${system.id}`;
  const reader = await openReaders(ground)(system.id);
  const reading = await reader.read(ground.context.world.clock.now());
  const count = reading.accounts.length + reading.assets.length + reading.people.length;
  const [problem] = reading.problems;
  if (problem !== undefined) return { what, verdict: 'mend', text: problem };
  if (reading.tenant !== null && reading.tenant !== system.tenant)
    return { what, verdict: 'mend', text: `another tenant answers: ${reading.tenant}, not ${system.tenant}` };
  const canaries = system.canaries ?? [];
  const shown = new Set<string>([...reading.accounts, ...reading.assets].map((record) => record.id));
  const wrong = canaries.filter((canary) => shown.has(canary.id) === (canary.absent === true));
  if (wrong.length > 0) return { what, verdict: 'mend', text: `${wrong.length} of ${canaries.length} canaries are not as they should be` };
  return { what, verdict: canaries.length < 3 ? 'note' : 'ok', text: `${system.mode}, ${count} records${canariesText(canaries.length)}` };
}

type Who = 'reading' | 'writing';

function rightChecks(system: System, who: Who, rights: readonly RightFound[]): readonly Check[] {
  const what = `system ${system.id}`;
  const has = rights.filter((one) => one.verdict === 'has').map((one) => one.right);
  const odd = rights.filter((one) => one.verdict !== 'has');
  return [
    ...(has.length === 0 ? [] : [{ what, verdict: 'ok', text: `for ${who} it has ${has.join(', ')}` } as const]),
    ...odd.map(({ right, verdict, text }): Check => {
      // What is missing stops work; what is too much helps whoever steals the credential.
      return verdict === 'lacks'
        ? { what, verdict: 'mend', text: `for ${who} it lacks ${right}: ${text}` }
        : { what, verdict: 'note', text: `for ${who} it has more than it needs, ${right}: ${text}` };
    }),
  ];
}

function timeChecks(ground: Ground, system: System, { time }: Examination): readonly Check[] {
  if (time === null) return [];
  const minutes = Math.abs(minutesBetween(ground.context.world.clock.now(), time));
  if (minutes <= SKEW) return [];
  return [{ what: `system ${system.id}`, verdict: 'mend', text: `its clock and ours are ${minutes} minutes apart: one of them is wrong` }];
}

async function examinedAs(ground: Ground, system: System, who: Who): Promise<readonly Check[]> {
  const port = who === 'reading' ? await openReaders(ground)(system.id) : await openWriters(ground)(system.id);
  const found = await port?.examine?.();
  if (found === undefined) return [];
  return [...rightChecks(system, who, found.rights), ...(who === 'reading' ? timeChecks(ground, system, found) : [])];
}

/** A failure to look is a line like any other. */
async function orFault(system: System, look: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [{ what: `system ${system.id}`, verdict: 'mend', text: error.message }];
  }
}

/** What a move of leavers in Active Directory does to accounts that are copied from there into the cloud; null where nothing is, or nobody is moved. */
function copyNote(ground: Ground, system: System): Check | null {
  const isMoving = system.kind === 'ldap' && system.flavour === 'active-directory' && system.leavers !== undefined;
  const copy = [...ground.desired.systems.values()].find(({ kind, mode }) => kind === 'entra' && mode !== 'off');
  if (!isMoving || copy === undefined) return null;
  const text = `if ${copy.id} is copied from here, \`leavers\` must lie within what is copied: an account that leaves it is deleted there, and its mailbox with it`;
  return { what: `system ${system.id}`, verdict: 'note', text };
}

/** A system whose file asks for changes, on a runner that keeps nothing to compare with. */
async function wholeNote(ground: Ground, system: System): Promise<readonly Check[]> {
  if (!('reads' in system) || system.reads !== 'changes') return [];
  const why = await whyNothingIsKept(ground.context.world);
  if (why === null) return [];
  return [{ what: `system ${system.id}`, verdict: 'note', text: `it is to be read by changes, and is read whole every time: ${why}` }];
}

/**
 * One system: first whether it can be read and is the right one, then what the credential for reading may do, then that for writing, where
 * it may be changed. Nothing there is changed.
 */
export async function systemChecks(ground: Ground, system: System): Promise<readonly Check[]> {
  const what = `system ${system.id}`;
  if (system.mode === 'off') return [{ what, verdict: 'note', text: 'off' }];
  for (const name of Object.values(system.credential ?? {})) {
    if (ground.context.world.credential(name) === null) return [{ what, verdict: 'mend', text: `the runner has no credential "${name}"` }];
  }
  const first = await orFault(system, async () => [await readingCheck(ground, system)]);
  const reading = await orFault(system, () => examinedAs(ground, system, 'reading'));
  const writing = system.mode === 'enforce' ? await orFault(system, () => examinedAs(ground, system, 'writing')) : [];
  // One failure is not said twice.
  const said = new Set(first.map((one) => one.text));
  const note = copyNote(ground, system);
  const whole = await orFault(system, () => wholeNote(ground, system));
  return [...first, ...[...reading, ...writing].filter((one) => !said.has(one.text)), ...(note === null ? [] : [note]), ...whole];
}
