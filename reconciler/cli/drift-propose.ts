/** `lastday drift --propose stale-licence`: one pull request per system that strikes unused licences from the files. */
import type { SystemId } from '../../schemas/primitives.ts';
import { dayOf } from '../calendar.ts';
import type { Finding } from '../model/finding.ts';
import { pathOf } from '../plan/input.ts';
import { editYaml } from '../record/edit-yaml.ts';
import type { PlanRun } from '../run/plan-run.ts';
import { checkWith, readTexts, sendFiles } from '../run/sending.ts';
import { Stop, UsageError } from './context.ts';

/** The text of one employee's file without the licence of one account line; null when it does not stand there. */
function strike(made: PlanRun, finding: Finding, text: string): string | null {
  const { employee: id, system, entitlement } = finding.subject;
  const employee = id === undefined ? undefined : made.ground.desired.employees.get(id);
  const index = employee?.accounts?.findIndex((line) => line.system === system) ?? -1;
  const held = employee?.accounts?.[index]?.licences ?? [];
  const rest = held.filter((one) => one !== entitlement);
  if (entitlement === undefined || rest.length === held.length) return null;
  const path = ['accounts', index];
  const edited = editYaml(
    text,
    [rest.length === 0 ? { op: 'deleteKey', path, key: 'licences' } : { op: 'setKey', path, key: 'licences', value: rest }],
    'employee',
  );
  if ('refused' in edited) throw new Stop(1, `${id}: ${edited.refused}`, 'Edit that file by hand.');
  return edited.text;
}

async function sendOne(made: PlanRun, system: SystemId, findings: readonly Finding[]): Promise<string | null> {
  const { ground } = made;
  const texts = await readTexts(ground);
  const files = new Map<string, string>();
  for (const finding of findings) {
    if (finding.subject.employee === undefined) continue;
    const path = pathOf(ground.desired, 'state/employees', finding.subject.employee);
    const text = files.get(path) ?? new TextDecoder().decode(texts.get(path));
    const struck = strike(made, finding, text);
    if (struck !== null) files.set(path, struck);
  }
  if (files.size === 0) return null;
  const [problem] = checkWith(texts, files);
  if (problem !== undefined) throw new Stop(8, `that would not be valid: ${problem.message}`);
  const today = dayOf(made.plan.asOf, ground.desired.organisation.timeZone);
  const lines = findings.map(
    (one) =>
      `- ${one.subject.employee ?? one.subject.account ?? ''}: ${one.subject.entitlement ?? ''}${one.cost?.monthly == null ? '' : `, ${one.cost.monthly} a month`}`,
  );
  const title = `Strike ${findings.length} unused licence${findings.length === 1 ? '' : 's'} of ${system}`;
  const body = `These licences have not been used for long. Merging this strikes them from the files; the seats are freed where the files decide, and reported where they do not.\n\n${lines.join('\n')}`;
  const { pull } = await sendFiles(ground, { key: `licences/${system}-${today}`, purpose: 'licences', person: null, files, title, body });
  return pull.address;
}

/** Sends one pull request per system. */
export async function proposeMends(made: PlanRun, code: string): Promise<number> {
  if (code !== 'stale-licence')
    throw new UsageError(`--propose ${code} cannot be mended by a change of files.`, 'It can be stale-licence.');
  const bySystem = new Map<SystemId, Finding[]>();
  for (const finding of made.plan.findings) {
    const { system } = finding.subject;
    if (finding.code !== code || system === undefined) continue;
    bySystem.set(system, [...(bySystem.get(system) ?? []), finding]);
  }
  const { world, shared } = made.ground.context;
  const sent: { readonly system: SystemId; readonly address: string | null }[] = [];
  for (const [system, findings] of bySystem) sent.push({ system, address: await sendOne(made, system, findings) });
  if (shared.json) world.out(`${JSON.stringify(sent)}\n`);
  else if (sent.length === 0) world.out('There is no unused licence.\n');
  else for (const { system, address } of sent) world.out(`${system}: ${address ?? 'nothing of it stands in the files'}\n`);
  return 0;
}
