/** English: changes, what holds them, what releases them, how they ended. */

/** What a change does. */
export const changes = {
  'change.disable': 'end sign-in',
  'change.disable-hidden': 'hide account',
  'change.disable-deleted': 'delete account',
  'change.sessions': 'end sessions',
  'change.place': 'move',
  'change.mailbox': 'mailbox',
  'change.convert': 'close mailbox',
  'change.groups': 'take off groups',
  'change.licences': 'free licence',
  'change.end-day': 'set last day',
  'change.enable': 'sign-in back on',
  'change.restore': 'put back',
  'change.check-in': 'check in',
  'change.check-out': 'check out',
  'change.status': 'set status',
} as const;

/** Classes of removals. */
export const classes = {
  'class.known': 'known for 7 days',
  'class.fresh': 'published the night before',
  'class.surprise': 'surprise',
  'class.immediate': 'immediate',
  'class.cleanup': 'clean-up',
  'class.enable': 'back on',
  'class.list': 'clean-up list',
  'class.rung': 'next step',
  'class.inventory': 'inventory',
} as const;

/** What holds a change. */
export const by = {
  'by.guardrail': 'limit for {of} reached',
  'by.hold': 'data kept for {of}',
  'by.exception': 'exception {of}',
  'by.incomplete': '{of} was not read reliably',
  'by.invalid': 'broken file {of}',
  'by.after': 'waits for another change',
  'by.observe': 'system is only observed',
  'by.freeze': 'frozen',
  'by.undone': 'was put back by undo',
  'by.not-restored': 'not put back',
  'by.protected': 'protected account',
  'by.shared': 'shared account',
  'by.disputed': 'disputed account',
  'by.last-admin': 'last usable administrator',
  'by.unapproved': 'needs two approvers',
  'by.baseline': 'was already wrong when the system was switched on',
  'by.deletes': 'ending the sign-in deletes the account there',
  'by.bug': 'a fault in lastday',
} as const;

/** What releases a held change: who must do what. */
export const releases = {
  'release.next-night': 'nothing to do: it goes on the next night',
  'release.override': 'right: it goes on the next night; wrong: move the days back today; at once: a file in policies/overrides/',
  'release.hold-ends': 'legal ends the hold',
  'release.exception-ends': 'it goes on when the exception has ended',
  'release.merge-confirmation': 'merge the pull request that confirms the account',
  'release.switch-to-enforce': 'do it by hand, or switch the system to enforce',
  'release.repair-file': 'repair the file',
  'release.three-readings': 'nothing to do: three complete readings on three days are needed first',
  'release.complete-reading': 'the next complete reading',
  'release.cleanup-list': 'an approved clean-up list in state/cleanups/',
  'release.other-administrator': 'name another administrator first',
  'release.thaw': 'remove the freeze',
  'release.two-approvers': 'a second approver, or the next night',
  'release.undo-again': 'change the files, or undo the undo',
  'release.mend-bug': 'report the fault; the next version mends it',
  'release.after-change': 'the change it depends on',
  'release.not-touched': 'it is never touched by lastday; do it by hand',
  'release.extend': 'the files say that access is over; move the last day first (extend)',
  'release.declare': 'the files do not declare it; declare it first',
  'release.changed-since': 'it is no longer as that run left it',
  'release.not-captured': 'what was there before is not known',
  'release.no-seat': 'no seat is free',
  'release.on-its-day': 'nothing to do: a run ends the sign-in on the day itself, within the limits',
  'release.allow-deletion': 'do it by hand, or allow it in the file of the system (allowDeletion)',
  'release.mailbox-settled':
    'enter the day on which the mailbox was converted in the plan (mailbox.converted); else it goes when the mailbox has closed',
  'release.not-restorable': 'it cannot be put back; of ended sessions: the person signs in anew',
} as const;

/** How a change ended. */
export const outcomes = {
  'outcome.verified': 'done and seen',
  'outcome.already-so': 'was already so',
  'outcome.handed-over': 'handed over',
  'outcome.skipped': 'skipped',
  'outcome.superseded': 'no longer due',
  'outcome.failed': 'failed',
  'outcome.unverifiable': 'done, not seen',
  'outcome.opened': 'opened',
  'outcome.updated': 'updated',
  'outcome.untouched': 'unchanged',
  'outcome.withdrawn': 'withdrawn',
  'outcome.refused': 'closed by a person',
  'outcome.limited': 'waits: too many are open',
  'outcome.left-alone': 'left alone: a person has worked on it',
} as const;

/** Why a change ended so. */
export const details = {
  'detail.precondition': 'the account is not as it was planned from',
  'detail.no-place': 'where it is to go is not known',
  'detail.said-in-files': 'the files say that it is done',
  'detail.fault': 'the system did not answer as it should',
  'detail.mismatch': 'read again, it was not as written',
  'detail.fenced': 'the lock was lost',
  'detail.pilot-stopped': 'the first writes to this system failed',
  'detail.dependency': 'what it depends on did not succeed',
  'detail.frozen': 'frozen before it began',
  'detail.not-planned-again': 'planning again did not find it due',
  'detail.held': 'something holds it by now',
  'detail.absent': 'the account is not there',
  'detail.answer-lost': 'no answer came, and the effect was not seen',
  'detail.refused': 'the system refused it',
  'detail.unreadable': 'it could not be read',
  'detail.no-writer': 'this system cannot be written',
  'detail.not-shown': 'the system does not show it',
  'detail.lease': 'not enough time was left',
  'detail.head-moved': 'the files changed too often meanwhile',
  'detail.remote': 'the remote of the files did not answer',
  'detail.bug': 'a fault in lastday',
} as const;

/** Why a reading is not complete. */
export const doubts = {
  'doubt.fault': 'the system did not answer',
  'doubt.not-ended': 'the list was cut short',
  'doubt.total-differs': 'the number of records differs from what the system says',
  'doubt.duplicate-id': 'an id came twice',
  'doubt.wrong-tenant': 'another tenant answered',
  'doubt.canary': 'a record that must be there was not seen',
  'doubt.stale': 'it is too old',
  'doubt.went-back': 'it is older than the one before',
  'doubt.absences': 'too many records are missing',
  'doubt.shrunk': 'it is much smaller than before',
  'doubt.grown': 'it is much larger than before',
  'doubt.empty': 'it is empty',
  'doubt.share-of-null': 'too many values are missing',
  'doubt.share-of-enabled': 'the share of enabled accounts changed too much',
  'doubt.first-reading': 'it is the first and shows too few of the declared accounts',
  'doubt.not-provided': 'the system does not tell',
} as const;
