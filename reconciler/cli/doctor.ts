/** `lastday doctor`: what this machine and repository need before the nightly can be trusted, and what to mend. */
import { Fault, type Forge } from '../ports.ts';
import { makePage } from '../report/page.ts';
import { type Ground, openForgeOf, openGround } from '../run/ground.ts';
import { exportsFolder, readsExports } from '../run/observing.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop } from './context.ts';
import { examineForge } from './doctor/forge.ts';
import { mailChecks } from './doctor/mail.ts';
import { systemChecks } from './doctor/system.ts';

type Verdict = 'ok' | 'note' | 'mend';

/** One thing looked at. */
export interface Check {
  readonly what: string;
  readonly verdict: Verdict;
  readonly text: string;
}

function journalChecks(ground: Ground): readonly Check[] {
  const { desired, memory } = ground;
  const { home, journal } = desired.organisation;
  return [
    home === undefined
      ? {
          what: 'home',
          verdict: 'note',
          text: "organisation.yaml has no `home`: the lock lives at the push address of this clone's origin. Write the one address.",
        }
      : {
          what: 'home',
          verdict: ground.remote?.address === home ? 'ok' : 'mend',
          text: ground.remote?.address === home ? 'this clone speaks to it' : "this clone's origin is another address",
        },
    journal === undefined
      ? {
          what: 'journal',
          verdict: memory.kind === 'first' ? 'note' : 'mend',
          text:
            memory.kind === 'first' ? 'there is none yet; the first run begins it' : 'it is not pinned; merge the pull request pin/journal',
        }
      : {
          what: 'journal',
          verdict: 'ok',
          text: `pinned; ${memory.runs.length} runs, the last ended ${memory.runs.at(-1)?.endedAt ?? 'without a close record'}`,
        },
  ];
}

/** What this kind of forge does not do by itself. */
function forgeNote(forge: Forge): Check | null {
  const { kind } = forge;
  switch (kind) {
    case 'local':
      return {
        what: 'approvals',
        verdict: 'note',
        text: 'a plain git remote verifies no approvals: to have reached the default branch counts as one, unverified',
      };
    case 'github':
      return forge.commit === undefined
        ? {
            what: 'signatures',
            verdict: 'note',
            text: 'git pushes our commits; LASTDAY_COMMITS=api lets GitHub make them, signed for the token of an app',
          }
        : { what: 'signatures', verdict: 'ok', text: 'GitHub makes our commits; those of an app or of a workflow are signed' };
    case 'gitlab':
      return {
        what: 'reviewers',
        verdict: 'note',
        text: 'GitLab asks no groups to review: write approval rules or CODEOWNERS in the project',
      };
    case 'gitea':
      return null;
    default:
      return kind satisfies never;
  }
}

async function forgeChecks(ground: Ground): Promise<readonly Check[]> {
  if (ground.remote === null) return [];
  try {
    const forge = await openForgeOf(ground);
    const pulls = await forge.list();
    const open = pulls.filter((pull) => pull.state === 'open').length;
    const note = forgeNote(forge);
    return [
      { what: 'forge', verdict: 'ok', text: `${forge.kind}, ${open} of our pull requests open` },
      ...(note === null ? [] : [note]),
      ...(await examineForge(forge)),
    ];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [{ what: 'forge', verdict: 'mend', text: error.message }];
  }
}

function clockCheck(ground: Ground): Check {
  const now = ground.context.world.clock.now();
  const { lastAt } = ground.memory;
  const isBehind = lastAt !== null && now < lastAt;
  return {
    what: 'clock',
    verdict: isBehind ? 'mend' : 'ok',
    text: isBehind ? `${now} is before the journal's last record, ${lastAt}` : now,
  };
}

async function examine({ ground, remote }: Opened): Promise<readonly Check[]> {
  const { world } = ground.context;
  const { desired } = ground;
  const checks: Check[] = [
    { what: 'version', verdict: 'ok', text: world.version },
    clockCheck(ground),
    ...remote,
    ...journalChecks(ground),
    ...(await forgeChecks(ground)),
  ];
  const month = world.clock.now().slice(0, 7);
  const hasKey = world.credential(`capture-${month}`) !== null;
  checks.push({
    what: 'capture key',
    verdict: hasKey ? 'ok' : 'note',
    text: hasKey ? month : `there is no key for ${month}: undeclared groups that people held cannot be put back`,
  });
  if (exportsFolder(ground) === null && readsExports(desired))
    checks.push({ what: 'exports', verdict: 'mend', text: 'there is no export folder; set LASTDAY_EXPORTS' });
  else for (const system of desired.systems.values()) checks.push(...(await systemChecks(ground, system)));
  checks.push(...(await mailChecks(ground)));
  const errors = ground.diagnostics.filter((one) => one.severity === 'error').length;
  checks.push({
    what: 'files',
    verdict: errors === 0 ? 'ok' : 'mend',
    text: errors === 0 ? `${desired.employees.size} people, ${desired.devices.size} devices` : `${errors} errors; run lastday validate`,
  });
  return checks;
}

/** The ground, and what is to be said of the remote. */
interface Opened {
  readonly ground: Ground;
  readonly remote: readonly Check[];
}

/** With the remote where it answers; else with what this clone has, so that everything else is still looked at. */
async function openAny(context: CliContext): Promise<Opened> {
  const wish = { cache: true, on: null };
  try {
    return { ground: await openGround(context, { ...wish, fetch: true }), remote: [] };
  } catch (error) {
    const isRemote = (error instanceof Stop && error.exit === 4) || error instanceof Fault;
    if (!isRemote) throw error;
    const hint = error instanceof Stop && error.hint !== null ? `: ${error.hint}` : '';
    const ground = await openGround(context, { ...wish, fetch: false });
    return { ground, remote: [{ what: 'remote', verdict: 'mend', text: `${error.message.replace(/\.+$/u, '')}${hint}` }] };
  }
}

function checksText(checks: readonly Check[]): string {
  const page = makePage();
  for (const { what, verdict, text } of checks) page.row([6, 19], [verdict, what, text]);
  return page.text();
}

/** Looks at everything and says what to mend; 1 when something must be. */
export async function run(context: CliContext, _invocation: Invocation): Promise<number> {
  const opened = await openAny(context);
  const { ground } = opened;
  try {
    const checks = await examine(opened);
    context.world.out(context.shared.json ? `${JSON.stringify(checks)}\n` : checksText(checks));
    return checks.some((check) => check.verdict === 'mend') ? 1 : 0;
  } finally {
    await ground.close();
  }
}
