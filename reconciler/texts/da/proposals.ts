/** Danish: pull requests: purposes, lines, remarks, checklists. */
import type * as english from '../en/proposals.ts';

type Same<T> = Readonly<Record<keyof T, string>>;

/** What a pull request is for. */
export const purposes: Same<typeof english.purposes> = {
  'purpose.release': 'frigiv',
  'purpose.sale': 'salg',
  'purpose.receive': 'modtag',
  'purpose.source': 'datoer',
  'purpose.ids': 'notér id',
  'purpose.close': 'luk plan',
  'purpose.pin': 'fastgør journal',
  'purpose.licences': 'licenser',
  'purpose.cleanup': 'oprydning',
  'purpose.offboard': 'fratrædelse',
  'purpose.extend': 'forlængelse',
  'purpose.cancel': 'tilbagekaldelse',
};

/** What happens to one device or field. */
export const lines: Same<typeof english.lines> = {
  'line.release-awaited': 'har ikke længere en indehaver; ventes tilbage[ fra {from}][ siden {since:day}]',
  'line.release-received': 'er tilbage; skal slettes og låses op',
  'line.release-available': 'er tilbage, slettet og låst op; ledig',
  'line.sale-pending': 'sælges[ til {to}][ for {price:money}]; trin mangler',
  'line.return-to-lessor': 'går tilbage til leasinggiveren[ {lessor}]; ventes',
  'line.return-to-owner': 'går tilbage til ejeren[ {owner}]; ventes',
  'line.transfer': 'går til {to}',
  'line.hold': 'beholdes uslettet[ til {until:day}][, sag {matter}]',
  'line.lost': 'noteres som bortkommet',
  'line.destroy': 'destrueres',
  'line.received': 'er tilbage[ siden {on:day}]',
  'line.record-id': 'notér kontoens id i {system}',
  'line.source-date': '{field} bliver {to:day}[, var {from:day}]',
  'line.close-plan': 'intet udestår: planen lukkes',
  'line.pin-genesis': 'notér, hvor journalen begynder',
  'line.strike-licence': 'slet {licence} i {system}',
};

/** Remarks to a line. */
export const remarks: Same<typeof english.remarks> = {
  'remark.lease-notice': 'leasingaftale {lease}: opsig senest {by:day}',
  'remark.lease-ends': 'leasingaftale {lease} udløber {to:day}',
  'remark.return-suggested': 'leasingaftale {lease} udløber {to:day}: lever den tilbage i stedet for at give den videre',
  'remark.loaner-until-repaired': 'udlånt, mens {device} repareres',
  'remark.in-repair': '{device} følger, når den er repareret',
  'remark.awaited-since': 'ventes siden {since:day}',
  'remark.exception-ended': 'en undtagelse beholdt den til {until:day}',
  'remark.price': '{price:money} {vat}',
  'remark.consent': 'samtykke {ref}[ fra {on:day}]',
  'remark.no-consent': 'intet samtykke til løntræk: send en faktura',
  'remark.by-policy': 'ingen beslutning er skrevet: politikken afgør',
  'remark.answer-missing': 'tilbuddet blev ikke besvaret i tide',
  'remark.note': '{note}',
  'remark.vat-included': 'inklusive moms',
  'remark.vat-excluded': 'eksklusive moms',
};

/** Boxes per device. */
export const checks: Same<typeof english.checks> = {
  'check.return': 'afleveret',
  'check.condition': 'stand set efter',
  'check.wipe': 'slettet, med bevis',
  'check.unlock': 'aktiveringslås fjernet',
  'check.recovery-key': 'gendannelsesnøgle sikret',
  'check.sim': 'SIM-kode kendt',
  'check.remove-management': 'fjernet fra styringen',
  'check.save-private': 'personen har gemt sine private filer',
  'check.acquire': 'købt af leasinggiveren',
  'check.pay': 'betalt, eller samtykke til træk',
  'check.send': 'sendt til leasinggiveren',
  'check.hand-to-owner': 'givet til ejeren',
  'check.receipt': 'kvittering fra den nye indehaver',
  'check.lock': 'låst på afstand',
  'check.assess': 'bruddet vurderet inden 72 timer',
  'check.police': 'meldt til politiet',
  'check.revoke': 'certifikater tilbagekaldt',
  'check.destroy': 'destrueret',
  'check.company-data': 'firmaets data fjernet, intet andet',
};
