/** The closed shape of a plan file. */
import type { Rung } from '../../schemas/vocabulary.ts';
import type { Plan } from '../model/plan.ts';
import { byKey, type Check, either, like, listOf, oneOf, orNull, recordOf, shape, textUpTo, whole, yesNo } from './shape.ts';

const id = like(/^[a-z0-9][a-z0-9-]{0,62}$/u, 'an id');
const tag = like(/^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/u, 'an asset tag');
const foreign = like(/^[^\s](.{0,254}[^\s])?$/u, 'an outside id');
const day = like(/^\d{4}-\d{2}-\d{2}$/u, 'a day');
const instant = like(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/u, 'an instant');
const digest = like(/^[0-9a-f]{64}$/u, 'a digest');
const commit = like(/^([0-9a-f]{40}|[0-9a-f]{64})$/u, 'a commit');
const money = like(/^-?(0|[1-9][0-9]{0,11})\.[0-9]{2} [A-Z]{3}$/u, 'an amount');
const zone = like(/^[A-Z][A-Za-z0-9_+-]{0,30}(\/[A-Za-z0-9_+-]{1,30}){0,2}$/u, 'a time zone');
const word = like(/^[a-z][a-z0-9-]{0,62}$/u, 'a word');
const text = textUpTo(2000);
const values = recordOf(text);
const attributes = ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse', 'holder', 'dates'] as const;
const classes = ['known', 'fresh', 'surprise', 'immediate', 'cleanup', 'enable', 'list', 'rung', 'inventory'] as const;
const guardrails = classes.slice(0, 6);

const reason = shape({ rule: text, file: text, pointer: text, line: whole });
const saving = shape({ monthly: money, from: orNull(day) });

const base = {
  id: text,
  person: orNull(id),
  spell: orNull(day),
  cause: text,
  system: id,
  class: oneOf(...classes),
  effect: oneOf('set', 'keyed', 'once', 'alarm'),
  because: reason,
  precondition: orNull(shape({ id: foreign, enabled: orNull(yesNo), holds: orNull(digest) })),
  reversible: oneOf('yes', 'partly', 'until', 'no'),
  dependsOn: listOf(text),
  by: either(oneOf('reconciler'), shape({ desk: id })),
  cost: orNull(saving),
  due: instant,
  late: whole,
};

const accountState = shape({
  'enabled?': yesNo,
  'gone?': oneOf('hidden', 'deleted'),
  'sessions?': oneOf('ended'),
  'groups?': listOf(foreign),
  'licences?': listOf(foreign),
  'switchedOff?': recordOf(listOf(foreign)),
  'endDay?': orNull(day),
  'place?': oneOf('leavers', 'earlier'),
  'reply?': orNull(shape({ until: day })),
  'files?': shape({ to: id, account: orNull(foreign) }),
  'mailbox?': shape({ until: day, delegate: oneOf('never', 'with-consent', 'allowed'), to: orNull(id) }),
});
const assetState = shape({ 'holder?': text, 'status?': text, 'shown?': text });

function ofAccount(kind: string): Check {
  return shape({ ...base, kind: oneOf(kind), account: foreign, before: accountState, after: accountState });
}

function ofAsset(kind: string): Check {
  return shape({ ...base, kind: oneOf(kind), asset: foreign, tag, before: assetState, after: assetState });
}

const change = byKey('kind', {
  disable: ofAccount('disable'),
  sessions: ofAccount('sessions'),
  place: ofAccount('place'),
  mailbox: ofAccount('mailbox'),
  convert: ofAccount('convert'),
  files: ofAccount('files'),
  groups: ofAccount('groups'),
  licences: ofAccount('licences'),
  'end-day': ofAccount('end-day'),
  enable: ofAccount('enable'),
  restore: ofAccount('restore'),
  'check-in': ofAsset('check-in'),
  'check-out': ofAsset('check-out'),
  status: ofAsset('status'),
} satisfies Record<Rung, Check>);

/** A value that an edit may write: nothing is promised of its form but that it is plain JSON. */
function editValue(value: unknown, at: string): string | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') return whole(value, at);
  return Array.isArray(value) ? listOf(editValue)(value, at) : recordOf(editValue)(value, at);
}

const path = listOf(either(text, whole));
const edit = byKey('op', {
  setScalar: shape({ op: oneOf('setScalar'), path, value: editValue }),
  setKey: shape({ op: oneOf('setKey'), path, key: text, value: editValue }),
  deleteKey: shape({ op: oneOf('deleteKey'), path, key: text }),
  appendItem: shape({ op: oneOf('appendItem'), path, value: editValue }),
});

const line = shape({ tag: orNull(tag), text: word, values, remarks: listOf(shape({ text: word, values })), because: reason });

const proposal = shape({
  key: like(/^[a-z]+\/[A-Za-z0-9][A-Za-z0-9._-]{0,200}$/u, 'a key of a pull request'),
  purpose: oneOf(
    'release',
    'sale',
    'receive',
    'lost',
    'source',
    'ids',
    'close',
    'pin',
    'licences',
    'cleanup',
    'offboard',
    'extend',
    'cancel',
  ),
  person: orNull(id),
  system: orNull(id),
  day,
  urgent: yesNo,
  silent: yesNo,
  files: listOf(shape({ file: text, edits: listOf(edit) })),
  lines: listOf(line),
  checklist: listOf(shape({ tag, items: listOf(shape({ text: word, done: yesNo })) })),
  because: reason,
});

const subject = shape({
  'employee?': id,
  'device?': tag,
  'lease?': id,
  'unit?': id,
  'system?': id,
  'account?': foreign,
  'entitlement?': foreign,
  'exception?': id,
});

const finding = shape({
  key: text,
  code: word,
  severity: oneOf('info', 'warning', 'error', 'critical'),
  subject,
  values,
  who: orNull(text),
  day: orNull(day),
  cost: orNull(shape({ monthly: orNull(money), once: orNull(money), from: orNull(day) })),
  because: reason,
});

const stop = shape({
  class: oneOf(...guardrails),
  system: id,
  window: oneOf('run', 'week', 'month'),
  due: whole,
  limit: whole,
  went: whole,
  held: listOf(text),
  digest,
});

const counts = shape(
  Object.fromEntries([...attributes, 'accounts', 'assets', 'people', 'enabled', 'declaredEnabled'].map((name) => [`${name}?`, whole])),
);

const source = shape({
  system: id,
  counts,
  expected: orNull(whole),
  complete: listOf(oneOf(...attributes)),
  doubts: listOf(shape({ attribute: text, code: word, message: text })),
  digest,
  tenant: orNull(foreign),
  readAt: instant,
  freshAt: orNull(instant),
  isNew: yesNo,
});

const notice = shape({
  id: like(/^[a-z-]+\/[A-Za-z0-9][A-Za-z0-9./:+-]{0,250}$/u, 'an id of a notice'),
  kind: oneOf('return-note', 'settlement', 'decision-due', 'buyout-question'),
  person: id,
  device: orNull(tag),
  to: like(/^(person|desk):[a-z0-9][a-z0-9-]{0,62}$/u, 'a person or desk'),
  values,
  rows: listOf(values),
  content: digest,
  dueDay: day,
  because: reason,
  held: orNull(oneOf('observe', 'freeze', 'invalid', 'no-address', 'limit')),
});

/** The shape of a whole plan. Every key of the type stands here, by `satisfies`. */
export const planShape: Check = shape({
  formatVersion: oneOf('1.0', '1.1'),
  id: digest,
  asOf: instant,
  simulated: yesNo,
  zone,
  base: commit,
  inputs: values,
  policyTree: text,
  expiresAt: instant,
  tool: text,
  only: orNull(id),
  sources: listOf(source),
  limits: listOf(shape({ name: text, value: whole, limit: whole, verdict: oneOf('within', 'stopped') })),
  changes: listOf(change),
  proposals: listOf(proposal),
  findings: listOf(finding),
  held: listOf(shape({ change, by: text, until: orNull(day), releasedBy: word })),
  stops: listOf(stop),
  forecast: listOf(shape({ person: id, cause: text, cutOff: instant, systems: listOf(id) })),
  upcoming: listOf(shape({ day, kind: word, person: orNull(id), subject: text, system: orNull(id) })),
  baselines: listOf(shape({ system: id, accounts: listOf(foreign) })),
  knownIds: recordOf(foreign),
  'notices?': listOf(notice),
} satisfies Record<Exclude<keyof Plan, 'notices'> | 'notices?', Check>);
