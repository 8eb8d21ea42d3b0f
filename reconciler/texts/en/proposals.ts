/** English: pull requests: purposes, lines, remarks, checklists. */

/** What a pull request is for. */
export const purposes = {
  'purpose.release': 'release',
  'purpose.sale': 'sale',
  'purpose.receive': 'receive',
  'purpose.source': 'dates',
  'purpose.ids': 'record ids',
  'purpose.close': 'close plan',
  'purpose.pin': 'pin journal',
  'purpose.licences': 'licences',
  'purpose.cleanup': 'clean-up',
  'purpose.offboard': 'offboard',
  'purpose.extend': 'extend',
  'purpose.cancel': 'cancel',
} as const;

/** What happens to one device or field. */
export const lines = {
  'line.release-awaited': 'no longer has a holder; awaited[ from {from}][ since {since:day}]',
  'line.release-received': 'is back; to wipe and unlock',
  'line.release-available': 'is back, wiped and unlocked; available',
  'line.sale-pending': 'is sold[ to {to}][ for {price:money}]; steps are left',
  'line.return-to-lessor': 'goes back to the lessor[ {lessor}]; awaited',
  'line.return-to-owner': 'goes back to its owner[ {owner}]; awaited',
  'line.transfer': 'goes to {to}',
  'line.hold': 'is kept, unwiped[, until {until:day}][, matter {matter}]',
  'line.lost': 'is marked as lost',
  'line.destroy': 'is destroyed',
  'line.received': 'is back[ since {on:day}]',
  'line.record-id': 'record the id of the account in {system}',
  'line.source-date': '{field} becomes {to:day}[, was {from:day}]',
  'line.close-plan': 'nothing is outstanding: the plan is closed',
  'line.pin-genesis': 'record where the journal begins',
  'line.strike-licence': 'strike {licence} in {system}',
} as const;

/** Remarks to a line. */
export const remarks = {
  'remark.lease-notice': 'lease {lease}: give notice by {by:day}',
  'remark.lease-ends': 'lease {lease} ends {to:day}',
  'remark.return-suggested': 'lease {lease} ends {to:day}: return it rather than give it to somebody else',
  'remark.loaner-until-repaired': 'lent while {device} is repaired',
  'remark.in-repair': '{device} follows when it is repaired',
  'remark.awaited-since': 'awaited since {since:day}',
  'remark.exception-ended': 'an exception kept it until {until:day}',
  'remark.price': '{price:money} {vat}',
  'remark.consent': 'consent {ref}[ of {on:day}]',
  'remark.no-consent': 'no consent to deduct from pay: send an invoice',
  'remark.by-policy': 'no decision was written: policy decides',
  'remark.answer-missing': 'the offer was not answered in time',
  'remark.note': '{note}',
  'remark.vat-included': 'VAT included',
  'remark.vat-excluded': 'VAT not included',
} as const;

/** Boxes per device. */
export const checks = {
  'check.return': 'handed back',
  'check.condition': 'condition looked at',
  'check.wipe': 'wiped, with proof',
  'check.unlock': 'activation lock removed',
  'check.recovery-key': 'recovery key kept safe',
  'check.sim': 'SIM code known',
  'check.remove-management': 'removed from management',
  'check.save-private': 'private files saved by the person',
  'check.acquire': 'bought from the lessor',
  'check.pay': 'paid, or consent to deduct',
  'check.send': 'sent to the lessor',
  'check.hand-to-owner': 'handed to its owner',
  'check.receipt': 'receipt of the new holder',
  'check.lock': 'locked from afar',
  'check.assess': 'breach assessed within 72 hours',
  'check.police': 'reported to the police',
  'check.revoke': 'certificates revoked',
  'check.destroy': 'destroyed',
  'check.company-data': 'company data removed, nothing else',
} as const;
