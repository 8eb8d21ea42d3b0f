/** Swedish: pull requests: purposes, lines, remarks, checklists. */
import type * as english from '../en/proposals.ts';

type Same<T> = Readonly<Record<keyof T, string>>;

/** What a pull request is for. */
export const purposes: Same<typeof english.purposes> = {
  'purpose.release': 'frigör',
  'purpose.sale': 'försäljning',
  'purpose.receive': 'ta emot',
  'purpose.source': 'datum',
  'purpose.ids': 'anteckna id',
  'purpose.close': 'stäng plan',
  'purpose.pin': 'fäst journal',
  'purpose.licences': 'licenser',
  'purpose.cleanup': 'städning',
  'purpose.offboard': 'avslut',
  'purpose.extend': 'förlängning',
  'purpose.cancel': 'återtagande',
};

/** What happens to one device or field. */
export const lines: Same<typeof english.lines> = {
  'line.release-awaited': 'har inte längre någon innehavare; väntas tillbaka[ från {from}][ sedan {since:day}]',
  'line.release-received': 'är tillbaka; ska raderas och låsas upp',
  'line.release-available': 'är tillbaka, raderad och upplåst; tillgänglig',
  'line.sale-pending': 'säljs[ till {to}][ för {price:money}]; steg återstår',
  'line.return-to-lessor': 'går tillbaka till leasegivaren[ {lessor}]; väntas',
  'line.return-to-owner': 'går tillbaka till ägaren[ {owner}]; väntas',
  'line.transfer': 'går till {to}',
  'line.hold': 'behålls oraderad[ till {until:day}][, ärende {matter}]',
  'line.lost': 'noteras som borta',
  'line.destroy': 'förstörs',
  'line.received': 'är tillbaka[ sedan {on:day}]',
  'line.record-id': 'anteckna kontots id i {system}',
  'line.source-date': '{field} blir {to:day}[, var {from:day}]',
  'line.close-plan': 'inget återstår: planen stängs',
  'line.pin-genesis': 'anteckna var journalen börjar',
  'line.strike-licence': 'stryk {licence} i {system}',
};

/** Remarks to a line. */
export const remarks: Same<typeof english.remarks> = {
  'remark.lease-notice': 'leasingavtal {lease}: säg upp senast {by:day}',
  'remark.lease-ends': 'leasingavtal {lease} går ut {to:day}',
  'remark.return-suggested': 'leasingavtal {lease} går ut {to:day}: lämna tillbaka hellre än att ge den till någon annan',
  'remark.loaner-until-repaired': 'utlånad medan {device} repareras',
  'remark.in-repair': '{device} följer när den är lagad',
  'remark.awaited-since': 'väntas sedan {since:day}',
  'remark.exception-ended': 'ett undantag behöll den till {until:day}',
  'remark.price': '{price:money} {vat}',
  'remark.consent': 'medgivande {ref}[ från {on:day}]',
  'remark.no-consent': 'inget medgivande till löneavdrag: skicka faktura',
  'remark.by-policy': 'inget beslut är skrivet: policyn avgör',
  'remark.answer-missing': 'erbjudandet besvarades inte i tid',
  'remark.note': '{note}',
  'remark.vat-included': 'inklusive moms',
  'remark.vat-excluded': 'exklusive moms',
};

/** Boxes per device. */
export const checks: Same<typeof english.checks> = {
  'check.return': 'återlämnad',
  'check.condition': 'skick granskat',
  'check.wipe': 'raderad, med intyg',
  'check.unlock': 'aktiveringslås borttaget',
  'check.recovery-key': 'återställningsnyckel säkrad',
  'check.sim': 'SIM-kod känd',
  'check.remove-management': 'borttagen ur hanteringen',
  'check.save-private': 'personen har sparat sina privata filer',
  'check.acquire': 'köpt från leasegivaren',
  'check.pay': 'betald, eller medgivande till avdrag',
  'check.send': 'skickad till leasegivaren',
  'check.hand-to-owner': 'lämnad till ägaren',
  'check.receipt': 'kvitto från ny innehavare',
  'check.lock': 'låst på distans',
  'check.assess': 'incidenten bedömd inom 72 timmar',
  'check.police': 'polisanmäld',
  'check.revoke': 'certifikat återkallade',
  'check.destroy': 'förstörd',
  'check.company-data': 'företagets data borttagna, inget annat',
};
