/** Sends one message again because a person asks for it: the machine never does that by itself. */

import { applyNotices } from '../apply/notices.ts';
import { type CliContext, Stop } from '../cli/context.ts';
import { escapeLines } from '../escape/terminal.ts';
import { didYouMean } from '../load/suggest.ts';
import type { Notice, NoticeId, NoticeOutcome, PastNotice } from '../model/notice.ts';
import { planAgain } from '../plan/notices.ts';
import { invariant } from '../ports.ts';
import { refuseClock } from './clock.ts';
import { type Ground, openGround } from './ground.ts';
import { composeMail, mailerOf } from './mailing.ts';
import { plainView } from './plan-run.ts';
import { gatherSetting, inputOf, type Setting } from './planning.ts';
import { askHead, settingAt } from './replanning.ts';
import { lockForPerson } from './taking-lock.ts';

/** What is known of the message; ends with a word to the person where it must not, or need not, go again. */
function pastOf({ memory }: Ground, id: string): PastNotice {
  const past = memory.notices.get(id as NoticeId);
  if (past === undefined) {
    const near = didYouMean(id, memory.notices.keys());
    throw new Stop(64, `no mail "${id}" was ever announced.`, near ?? '`lastday drift --code notice-open` names what can be sent again.');
  }
  if (past.state !== 'accepted') return past;
  throw new Stop(1, `the mail server took ${past.id} on ${past.at}; nothing was sent.`, `To hand it over: lastday status ${past.person}`);
}

/** The message as the files have it now. From files and journal alone: no system is read for a mail. */
function noticeAt(ground: Ground, setting: Setting, past: PastNotice): Notice | null {
  const asOf = ground.context.world.clock.now();
  const about = { asOf, only: past.person, simulated: false, observed: new Map(), memory: ground.memory };
  return planAgain(inputOf(ground, setting, { ...about, correlation: { links: [], strangers: [] } }), past.id);
}

function refuseHeld(past: PastNotice, notice: Notice | null): Notice {
  if (notice === null) throw new Stop(1, `nobody asks for ${past.id} any more; nothing was sent.`, `lastday status ${past.person}`);
  if (notice.held === null) return notice;
  throw new Stop(
    1,
    `${past.id} must not be sent: ${notice.held}.`,
    'policies/notices.yaml, and the address of whom it goes to, decide that.',
  );
}

/** One message under the lock. */
async function sendUnderLock(ground: Ground, notice: Notice, first: Setting): Promise<NoticeOutcome> {
  const { world } = ground.context;
  const past = { id: notice.id, person: notice.person } as PastNotice;
  const log = await lockForPerson(ground, 'resend', notice.person);
  let setting = first;
  const { outcomes, bugs } = await applyNotices({
    notices: [notice],
    log,
    clock: world.clock,
    open: () => mailerOf(ground, setting.desired),
    current: async () => {
      const head = await askHead(ground);
      if (head !== setting.head) setting = await settingAt(ground, head, setting);
      const now = noticeAt(ground, setting, past);
      return new Map(now === null ? [] : [[now.id, now]]);
    },
    compose: (one) => composeMail(plainView(ground, setting), one, world.clock.now()),
    stopping: world.stopping,
  });
  const [outcome] = outcomes;
  invariant(outcome !== undefined, 'a message came to nothing');
  const exit = outcome.outcome === 'accepted' ? 0 : 3;
  const counts = { [`mail-${outcome.outcome}`]: 1 };
  await log.close({
    type: 'close',
    run: log.run,
    at: world.clock.now(),
    exit,
    exits: [exit],
    unread: [],
    counts,
    only: notice.person,
    plan: null,
  });
  for (const bug of bugs)
    world.err(`bug with ${notice.id}: ${escapeLines(bug instanceof Error ? (bug.stack ?? bug.message) : String(bug))}\n`);
  return outcome;
}

/** Sends a message again that was refused, or of which nobody knows whether it went. */
export async function resend(context: CliContext, id: string): Promise<NoticeOutcome> {
  const ground = await openGround(context, { fetch: true, cache: true, on: null });
  try {
    if (ground.remote === null) throw new Stop(4, 'this clone has no remote.', 'git remote add origin ADDRESS');
    const past = pastOf(ground, id);
    await refuseClock(ground);
    const { head, desired } = ground;
    const setting = await gatherSetting(ground, { head, desired, asOf: context.world.clock.now(), ask: true });
    return await sendUnderLock(ground, refuseHeld(past, noticeAt(ground, setting, past)), setting);
  } finally {
    await ground.close();
  }
}
