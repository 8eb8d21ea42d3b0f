/** The mail of a night: what the plan lets go, asked for again from the default branch as it is now, and handed over. */
import type { Instant } from '../../schemas/primitives.ts';
import { applyNotices, type NoticeRequest, type NoticeResult } from '../apply/notices.ts';
import type { Desired } from '../model/desired.ts';
import type { Notice, NoticeId } from '../model/notice.ts';
import type { Plan } from '../model/plan.ts';
import { planNotices } from '../plan/notices.ts';
import { invariant, type Mail, type Mailer } from '../ports.ts';
import type { RunJournal } from '../record/journal.ts';
import { noticeText } from '../report/notices.ts';
import type { ReportView } from '../report/view.ts';
import type { Ground } from './ground.ts';
import { recipientOf } from './mail-address.ts';
import { exportsFolder } from './observing.ts';
import { type PlanRun, viewOf } from './plan-run.ts';
import { inputOf, type Setting } from './planning.ts';
import { askHead, settingAt } from './replanning.ts';

/** The mailer that the files name. Throws Fault when something that it needs is missing. */
export async function mailerOf(ground: Ground, desired: Desired): Promise<Mailer> {
  const { transport } = desired.policy.notices;
  invariant(transport !== null, 'mail was planned without a server');
  const { openMailer } = await import('../mail/open.ts');
  return openMailer(transport, { exports: exportsFolder(ground), credential: ground.context.world.credential });
}

/** The message in the reader's language. Null when there is no address, or nobody to send as. */
export function composeMail(view: ReportView, notice: Notice, at: Instant): Mail | null {
  const { desired } = view;
  const { transport } = desired.policy.notices;
  const recipient = recipientOf(desired, notice.to);
  if (recipient === null || transport === null) return null;
  const { subject, body } = noticeText({ ...view, locale: recipient.locale }, notice);
  const from = { name: transport.from.name ?? desired.organisation.name, address: transport.from.address };
  return { id: notice.id, from, to: { name: recipient.name, address: recipient.address }, subject, text: body, at };
}

/** What the default branch asks for now, planned again only where it moved. */
function currentNotices(made: PlanRun, plan: Plan, keep: (setting: Setting) => void): NoticeRequest['current'] {
  const { ground, observed, memory, correlation } = made;
  let setting = made.setting;
  let known: ReadonlyMap<NoticeId, Notice> | null = null;
  return async () => {
    const head = await askHead(ground);
    if (known !== null && head === setting.head) return known;
    setting = await settingAt(ground, head, setting);
    keep(setting);
    const asOf = ground.context.world.clock.now();
    const notices = planNotices(inputOf(ground, setting, { asOf, only: plan.only, simulated: false, observed, memory, correlation }));
    known = new Map(notices.map((notice) => [notice.id, notice]));
    return known;
  };
}

/** Hands over the mail of a plan, after everything else that the night does. Throws nothing: a bug with mail is told and ends mail alone. */
export async function sendNotices(made: PlanRun, plan: Plan, log: RunJournal): Promise<NoticeResult> {
  const { ground } = made;
  const { world } = ground.context;
  const notices = (plan.notices ?? []).filter((notice) => notice.held === null);
  if (notices.length === 0 || ground.remote === null) return { outcomes: [], bugs: [] };
  let { desired } = made.setting;
  try {
    return await applyNotices({
      notices,
      log,
      clock: world.clock,
      open: () => mailerOf(ground, desired),
      current: currentNotices(made, plan, (setting) => {
        desired = setting.desired;
      }),
      compose: (notice) => composeMail({ ...viewOf(made, { names: false }), desired }, notice, world.clock.now()),
      stopping: world.stopping,
    });
  } catch (error) {
    return { outcomes: [], bugs: [error] };
  }
}
