/** Mail handed to its server, each message once: announced before, reported on after, and asked for again at the last moment. */
import type { NoticeIntentRecord, NoticeOutcomeRecord } from '../model/journal.ts';
import type { Notice, NoticeId, NoticeOutcome } from '../model/notice.ts';
import { type Clock, Fault, type Mail, type Mailer } from '../ports.ts';
import type { ApplyLog } from './request.ts';

/** All mail of a night together must not take longer, in milliseconds: the night still has to be closed. */
const BUDGET = 4 * 60_000;
/** One message, in milliseconds. */
const TIMEOUT = 30_000;
/** What must be left of the lease after a message. */
const MARGIN = 60_000;
/** So many pushes of announcements a night, whatever the number of messages: a run that dies leaves few of them in doubt. */
const MOST_PUSHES = 20;
/** After so many failures to reach the server in a row the rest waits for the next night. */
const MOST_UNREACHABLE = 2;

/** What mail needs of a run. */
export interface NoticeRequest {
  /** What the plan says may be sent. */
  readonly notices: readonly Notice[];
  readonly log: ApplyLog;
  readonly clock: Clock;
  /** Opens the mailer. Throws Fault. */
  readonly open: () => Promise<Mailer>;
  /** What the default branch, as it is now, asks to be sent. Throws Fault when it cannot be asked for. */
  readonly current: () => Promise<ReadonlyMap<NoticeId, Notice>>;
  /** The message with name and address, by the files at head; null when there is no address. */
  readonly compose: (notice: Notice) => Mail | null;
  readonly stopping: () => boolean;
}

/** What became of the mail of a night. */
export interface NoticeResult {
  readonly outcomes: readonly NoticeOutcome[];
  readonly bugs: readonly unknown[];
}

type Ending = Pick<NoticeOutcome, 'outcome' | 'detail'>;

interface Sending {
  readonly request: NoticeRequest;
  readonly outcomes: NoticeOutcome[];
  /** Outcomes that the journal does not know yet. */
  pending: NoticeOutcomeRecord[];
  readonly bugs: unknown[];
  readonly since: number;
  unreachable: number;
  mailer: Mailer | null;
}

function intentOf({ log, clock }: NoticeRequest, notice: Notice): NoticeIntentRecord {
  const { id, kind, person, to, content, because } = notice;
  const { rule, file, pointer } = because;
  return { type: 'notice-intent', run: log.run, at: clock.now(), notice: id, kind, person, to, content, because: { rule, file, pointer } };
}

function settle(sending: Sending, notice: Notice, ending: Ending): NoticeOutcome {
  const { id, kind, person, to } = notice;
  const outcome = { notice: id, kind, person, to, ...ending, at: sending.request.clock.now() };
  sending.outcomes.push(outcome);
  return outcome;
}

/** Why nothing more is begun tonight; null while there is nothing against it. */
function objectionOf({ request, since, unreachable }: Sending): string | null {
  const { log, clock, stopping } = request;
  if (stopping()) return 'signal';
  if (unreachable >= MOST_UNREACHABLE) return 'unreachable';
  if (log.remaining() <= TIMEOUT + MARGIN) return 'lease';
  return clock.elapsed() - since > BUDGET ? 'time' : null;
}

/** A Fault of the mailer in the words of the journal. */
function endingOf(fault: Fault): Ending {
  if (!fault.refused) return { outcome: 'unverifiable', detail: 'answer-lost' };
  if (!fault.retryable) return { outcome: 'failed', detail: 'refused' };
  return { outcome: 'skipped', detail: fault.operation === 'connect' ? 'unreachable' : 'put-off' };
}

async function deliver(sending: Sending, mail: Mail): Promise<Ending> {
  try {
    sending.mailer ??= await sending.request.open();
    await sending.mailer.send(mail, TIMEOUT);
    return { outcome: 'accepted', detail: null };
  } catch (error) {
    if (error instanceof Fault) return endingOf(error);
    sending.bugs.push(error);
    return { outcome: 'unverifiable', detail: 'bug' };
  }
}

/** Sends one announced message, if it still is asked for as it was planned. */
async function sendOne(sending: Sending, notice: Notice): Promise<Ending> {
  const { request } = sending;
  const objection = objectionOf(sending);
  if (objection !== null) return { outcome: 'skipped', detail: objection };
  try {
    const now = (await request.current()).get(notice.id);
    if (now === undefined || now.held !== null || now.content !== notice.content)
      return { outcome: 'superseded', detail: 'not-planned-again' };
    if (!(await request.log.stillOurs())) return { outcome: 'skipped', detail: 'fenced' };
  } catch (error) {
    if (error instanceof Fault) return { outcome: 'skipped', detail: 'remote' };
    sending.bugs.push(error);
    return { outcome: 'skipped', detail: 'bug' };
  }
  const mail = request.compose(notice);
  return mail === null ? { outcome: 'superseded', detail: 'no-address' } : deliver(sending, mail);
}

function* portionsOf(notices: readonly Notice[]): Generator<readonly Notice[]> {
  const size = Math.max(1, Math.ceil(notices.length / MOST_PUSHES));
  for (let start = 0; start < notices.length; start += size) yield notices.slice(start, start + size);
}

async function sendPortion(sending: Sending, portion: readonly Notice[]): Promise<void> {
  for (const notice of portion) {
    const ending = await sendOne(sending, notice);
    sending.unreachable = ending.detail === 'unreachable' ? sending.unreachable + 1 : 0;
    const { notice: id, person, outcome, detail, at } = settle(sending, notice, ending);
    sending.pending.push({ type: 'notice-outcome', run: sending.request.log.run, at, notice: id, person, outcome, detail });
  }
}

/** Hands over what may be sent. Never throws for a server or a message; a journal that cannot be written ends it, for what is not announced is not sent. */
export async function applyNotices(request: NoticeRequest): Promise<NoticeResult> {
  const { log, clock } = request;
  const sending: Sending = { request, outcomes: [], pending: [], bugs: [], since: clock.elapsed(), unreachable: 0, mailer: null };
  let stopped: string | null = null;
  for (const portion of portionsOf(request.notices)) {
    stopped ??= objectionOf(sending);
    if (stopped === null) {
      const announced = await log.append([...sending.pending, ...portion.map((notice) => intentOf(request, notice))]);
      if (announced === 'ok') sending.pending = [];
      else stopped = announced === 'fenced' ? 'fenced' : 'journal';
    }
    if (stopped === null) await sendPortion(sending, portion);
    else for (const notice of portion) settle(sending, notice, { outcome: 'skipped', detail: stopped });
  }
  if (sending.pending.length > 0) await log.append(sending.pending);
  return { outcomes: sending.outcomes, bugs: sending.bugs };
}
