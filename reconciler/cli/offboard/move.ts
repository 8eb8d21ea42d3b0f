/** A last day that moves, and everything that hangs on it: what is re-dated, what stays because it has happened, in edits and in words. */
import type { Employee } from '../../../schemas/employee.ts';
import type { Disposition, Offboarding } from '../../../schemas/offboarding.ts';
import type { Day } from '../../../schemas/primitives.ts';
import { addDays, daysBetween } from '../../calendar.ts';
import type { Edit } from '../../model/proposal.ts';
import { type Said, say } from '../change/said.ts';

/** The move of one last day. `from` null: there was none. */
export interface Move {
  readonly from: Day | null;
  readonly to: Day;
  readonly today: Day;
}

/** Edits of one file, and what they do. */
export interface Moved {
  readonly edits: readonly Edit[];
  readonly said: readonly Said[];
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

/** A day before or on the last day at which access ends. Later: it goes along, unless it has ended already. Earlier: it stays, and what would come after the end goes (null). */
function movedEnd(day: Day, { from, to, today }: Move): Day | null {
  if (from === null || to <= from) return day > to ? null : day;
  if (day < today && day < from) return day;
  return addDays(day, daysBetween(from, to));
}

/** The employee's file: the last day, and the last day at work. `working` is what was asked for; null goes by the move. */
export function moveEmployee(employee: Employee, move: Move, working: Day | null): Moved {
  const edits: Edit[] = [];
  const said: Said[] = [];
  const set = (key: string, value: Day) => edits.push({ op: 'setKey', path: [], key, value });
  if (employee.lastDay !== move.to) set('lastDay', move.to);
  if (employee.reviewBy !== undefined) edits.push({ op: 'deleteKey', path: [], key: 'reviewBy' });
  const was = employee.lastWorkingDay;
  const moved = was === undefined ? null : movedEnd(was, move);
  const wanted = working ?? moved;
  const now = wanted !== null && wanted < move.to ? wanted : null;
  if (now === null && was !== undefined) {
    edits.push({ op: 'deleteKey', path: [], key: 'lastWorkingDay' });
    said.push(say('say.working-dropped', { was }));
  }
  // A day at work after the last day is an error of the file, and is said as one.
  const asked = working !== null && working > move.to ? working : now;
  if (asked !== null && asked !== was) {
    set('lastWorkingDay', asked);
    said.push(say('say.working', { day: asked, was }));
  } else if (asked !== null && asked < move.today && move.from !== move.to) said.push(say('say.access-kept', { day: asked }));
  return { edits, said };
}

function* moveEnds(doc: Offboarding, move: Move): Generator<Edit | Said> {
  const { access, devices, phone } = doc.ends ?? {};
  const moved = access === undefined ? null : movedEnd(access, move);
  const isOnlyAccess = devices === undefined && phone === undefined;
  if (access !== undefined && moved === null) {
    yield isOnlyAccess ? { op: 'deleteKey', path: [], key: 'ends' } : { op: 'deleteKey', path: ['ends'], key: 'access' };
    yield say('say.moved-access', { day: move.to, was: access });
  } else if (access !== undefined && moved !== null && moved !== access) {
    yield { op: 'setKey', path: ['ends'], key: 'access', value: moved };
    yield say('say.moved-access', { day: moved, was: access });
  } else if (access !== undefined && access < move.today && move.from !== move.to) yield say('say.access-kept', { day: access });
  if (move.from === null) return;
  const distance = daysBetween(move.from, move.to);
  for (const [key, was] of [
    ['devices', devices],
    ['phone', phone],
  ] as const) {
    if (was === undefined || distance === 0) continue;
    const day = addDays(was, distance);
    yield { op: 'setKey', path: ['ends'], key, value: day };
    yield say(`say.moved-${key}`, { day, was });
  }
}

function* moveOffer(device: string, wish: Disposition, move: Move): Generator<Edit | Said> {
  if (wish.disposition !== 'buyout' || wish.offer === undefined || move.from === null || move.from === move.to) return;
  const { answer, answerBy, sent, price } = wish.offer;
  if (answer !== undefined) {
    yield say('say.offer-kept', { device, price, answer });
    return;
  }
  if (answerBy < move.today) return;
  const day = later(later(addDays(answerBy, daysBetween(move.from, move.to)), move.today), sent ?? move.today);
  if (day === answerBy) return;
  yield { op: 'setKey', path: ['devices', device, 'offer'], key: 'answerBy', value: day };
  yield say('say.moved-answer', { device, day, was: answerBy });
}

function* moveMailboxes(doc: Offboarding, move: Move): Generator<Edit | Said> {
  if (move.from === null || move.from === move.to) return;
  for (const [system, { mailbox }] of Object.entries(doc.accounts ?? {})) {
    if (mailbox === undefined || mailbox.until < move.today) continue;
    const day = later(addDays(mailbox.until, daysBetween(move.from, move.to)), move.to);
    if (day === mailbox.until) continue;
    yield { op: 'setKey', path: ['accounts', system, 'mailbox'], key: 'until', value: day };
    yield say('say.moved-mailbox', { system, day, was: mailbox.until });
  }
}

/** The plan's file: its spell, its own ends, open offers, mailboxes. What was answered or has happened stays. */
export function movePlan(doc: Offboarding, move: Move): Moved {
  const edits: Edit[] = doc.spell === move.to ? [] : [{ op: 'setKey', path: [], key: 'spell', value: move.to }];
  const said: Said[] = [];
  const offers = Object.entries(doc.devices ?? {}).flatMap(([tag, wish]) => [...moveOffer(tag, wish, move)]);
  for (const one of [...moveEnds(doc, move), ...offers, ...moveMailboxes(doc, move)]) {
    if ('op' in one) edits.push(one);
    else said.push(one);
  }
  return { edits, said };
}
