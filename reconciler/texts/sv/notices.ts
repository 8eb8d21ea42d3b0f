/** Swedish: mail to people and desks, and what is told of it. */
import type { notices as english } from '../en/notices.ts';

/** Subjects, sentences, and words for how a message ended. */
export const notices: Readonly<Record<keyof typeof english, string>> = {
  'notice.return-note.subject': 'Det här lämnar du tillbaka senast {deviceDay:day}',
  'notice.return-note.lead': 'Din anställning eller ditt uppdrag tar slut. Det här har du, och så blir det med det.',
  'notice.via': 'Det här är till {employee}. Lämna det till personen.',
  'notice.via-withheld': 'Det kommer till er eftersom personen har skyddad identitet.',
  'notice.via-ended': 'Det kommer till er eftersom personens jobbadress har upphört.',
  'notice.via-none': 'Det kommer till er eftersom filerna saknar en adress till personen.',
  'notice.settlement.subject': '{employee} köper {device}: {gross:money}',
  'notice.settlement.lead': '{employee} köper {device} ({type})[ av bolaget {company}].',
  'notice.settlement.withdrawn.subject': '{employee} köper inte {device}: dra inget',
  'notice.settlement.withdrawn':
    '{employee} köper inte {device} ({type}), eller inte just nu. Dra eller fakturera inget för den; det som har dragits betalas tillbaka.',
  'notice.net': 'pris utan moms: {net:money}',
  'notice.tax': 'moms, {rate} procent: {tax:money}',
  'notice.gross': 'pris: {gross:money}',
  'notice.earlier': 'tidigare besked: {earlier:money}',
  'notice.benefit': 'under marknadsvärdet {marketValue:money}; skillnaden är en skattepliktig förmån: {difference:money}',
  'notice.lease':
    'Den löses ur leasingavtal {lease} i förtid. Bolaget betalar {months} x {rent:amount} + {breakFee:amount} = {leaseNet:money}, med moms {leaseGross:money}; ekonomi godkänner det.',
  'notice.asked': 'Enligt reglerna begärs {asked:money} av det från {employee}; dra det bara med ett eget medgivande.',
  'notice.settle-final-pay':
    'Dra {gross:money} på slutlönen, enligt medgivande {consent} från {consentOn:day}[; lönen stänger {closes:day}].',
  'notice.settle-invoice': 'Fakturera {gross:money}; det finns inget medgivande att dra det.',
  'notice.settle-card': '{gross:money} betalas med kort: dra inget.',
  'notice.missing': 'Innan den är deras: {missing}.',
  'notice.replaces': 'Det här ersätter det tidigare beskedet.',
  'notice.decision-due.subject': 'Bestäm senast {dueDay:day}: {n|# enhet|# enheter} hos {employee}',
  'notice.decision-due.deadline':
    '{employee} har sin sista dag {lastDay:day}. Senast {dueDay:day} måste någon bestämma vad som händer med {n|den här enheten|de här # enheterna}:',
  'notice.decision-due.overdue':
    '{employee} har sin sista dag {lastDay:day}. Sedan {dueDay:day} saknas ett beslut om vad som händer med {n|den här enheten|de här # enheterna}:',
  'notice.decision-row': '{device} ({type}); utan beslut: {usual}',
  'notice.decision-how':
    'Skriv det i planen för {employee}, eller använd lastday release, transfer eller buyout. Utan beslut avgör reglerna {deviceDay:day}. Du påminns inte varje natt.',
  'notice.buyout-question.subject': 'Du får köpa {device}: svara senast {answerBy:day}',
  'notice.buyout-question.lead':
    'Du får köpa {device} ({type}) för {price:money} ({vat}). Svara senast {answerBy:day} till avsändaren av det här mejlet.',
  'notice.buyout-else-release': 'Utan svar lämnar du tillbaka den. Du behöver inte köpa den.',
  'notice.buyout-else-return-to-lessor': 'Utan svar lämnar du tillbaka den, och den går till leasegivaren. Du behöver inte köpa den.',
  'notice.footer': 'Skickat av lastday för {organisation}, en gång. Referens: {notice}',
  'notice.kind-return-note': 'återlämningslista',
  'notice.kind-settlement': 'avräkning',
  'notice.kind-decision-due': 'beslut väntas',
  'notice.kind-buyout-question': 'fråga om köp',
  'notice.outcome-accepted': 'mejlservern tog emot det',
  'notice.outcome-failed': 'avvisat för gott: rätta till det, sedan lastday resend {notice}',
  'notice.outcome-unverifiable': 'ingen vet om det gick iväg; fråga, sedan lastday resend {notice}',
  'notice.outcome-skipped': 'inte skickat: {why}; nytt försök nästa natt',
  'notice.outcome-superseded': 'inte skickat: ingen begär det längre',
  'notice.held-nothing': 'skickas',
  'notice.held-observe': 'skulle skickas; mejl observeras bara',
  'notice.held-freeze': 'väntar: allt är fryst',
  'notice.held-invalid': 'väntar: en fil om personen är trasig',
  'notice.held-no-address': 'kan inte skickas: {to} saknar adress',
  'notice.held-limit': 'väntar till nästa natt: mer ska ut än vad som får gå på en natt',
  'notice.why-put-off': 'mejlservern sköt upp det',
  'notice.why-unreachable': 'mejlservern gick inte att nå',
  'notice.why-time': 'tiden räckte inte',
  'notice.why-lease': 'tiden räckte inte',
  'notice.why-signal': 'körningen blev avbruten',
  'notice.why-other': 'körningen kunde inte fortsätta',
  'night.mail': 'MEJL',
  'hr.mails': 'MEJL DEN SENASTE VECKAN',
  'leaver.where': 'Lämna in här: {where}',
};
