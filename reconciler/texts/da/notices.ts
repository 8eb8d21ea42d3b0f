/** Danish: mail to people and desks, and what is told of it. */
import type { notices as english } from '../en/notices.ts';

/** Subjects, sentences, and words for how a message ended. */
export const notices: Readonly<Record<keyof typeof english, string>> = {
  'notice.return-note.subject': 'Det skal du aflevere senest {deviceDay:day}',
  'notice.return-note.lead': 'Din ansættelse eller opgave slutter. Det her har du, og sådan går det med det.',
  'notice.via': 'Det her er til {employee}. Giv det til personen.',
  'notice.via-withheld': 'Det kommer til jer, fordi personens identitet er beskyttet.',
  'notice.via-ended': 'Det kommer til jer, fordi personens arbejdsadresse er ophørt.',
  'notice.via-none': 'Det kommer til jer, fordi filerne ikke har en adresse på personen.',
  'notice.settlement.subject': '{employee} køber {device}: {gross:money}',
  'notice.settlement.lead': '{employee} køber {device} ({type})[ af selskabet {company}].',
  'notice.settlement.withdrawn.subject': '{employee} køber ikke {device}: træk intet',
  'notice.settlement.withdrawn':
    '{employee} køber ikke {device} ({type}), eller ikke lige nu. Træk og fakturér intet for den; det, der er trukket, betales tilbage.',
  'notice.net': 'pris uden moms: {net:money}',
  'notice.tax': 'moms, {rate} procent: {tax:money}',
  'notice.gross': 'pris: {gross:money}',
  'notice.earlier': 'tidligere besked: {earlier:money}',
  'notice.benefit': 'under markedsværdien {marketValue:money}; forskellen er et skattepligtigt gode: {difference:money}',
  'notice.lease':
    'Den løses ud af leasingaftale {lease} før tid. Selskabet betaler {months} x {rent:amount} + {breakFee:amount} = {leaseNet:money}, med moms {leaseGross:money}; økonomi godkender det.',
  'notice.asked': 'Efter reglerne bedes {employee} om {asked:money} af det; træk det kun med et særskilt samtykke.',
  'notice.settle-final-pay':
    'Træk {gross:money} i den sidste løn, efter samtykke {consent} af {consentOn:day}[; lønnen lukker {closes:day}].',
  'notice.settle-invoice': 'Fakturér {gross:money}; der er intet samtykke til at trække det.',
  'notice.settle-card': '{gross:money} betales med kort: træk intet.',
  'notice.missing': 'Før den er deres: {missing}.',
  'notice.replaces': 'Det her erstatter den tidligere besked.',
  'notice.decision-due.subject': 'Beslut senest {dueDay:day}: {n|# enhed|# enheder} hos {employee}',
  'notice.decision-due.deadline':
    '{employee} har sidste dag {lastDay:day}. Senest {dueDay:day} skal nogen beslutte, hvad der sker med {n|denne enhed|disse # enheder}:',
  'notice.decision-due.overdue':
    '{employee} har sidste dag {lastDay:day}. Siden {dueDay:day} mangler en beslutning om, hvad der sker med {n|denne enhed|disse # enheder}:',
  'notice.decision-row': '{device} ({type}); uden beslutning: {usual}',
  'notice.decision-how':
    'Skriv det i planen for {employee}, eller brug lastday release, transfer eller buyout. Uden beslutning afgør reglerne {deviceDay:day}. Du bliver ikke mindet om det hver nat.',
  'notice.buyout-question.subject': 'Du kan købe {device}: svar senest {answerBy:day}',
  'notice.buyout-question.lead':
    'Du kan købe {device} ({type}) for {price:money} ({vat}). Svar senest {answerBy:day} til afsenderen af denne mail.',
  'notice.buyout-else-release': 'Uden svar afleverer du den. Du behøver ikke købe den.',
  'notice.buyout-else-return-to-lessor': 'Uden svar afleverer du den, og den går til leasinggiveren. Du behøver ikke købe den.',
  'notice.footer': 'Sendt af lastday for {organisation}, én gang. Reference: {notice}',
  'notice.kind-return-note': 'afleveringsliste',
  'notice.kind-settlement': 'afregning',
  'notice.kind-decision-due': 'beslutning ventes',
  'notice.kind-buyout-question': 'spørgsmål om køb',
  'notice.outcome-accepted': 'mailserveren tog imod den',
  'notice.outcome-failed': 'afvist for altid: ret det, derefter lastday resend {notice}',
  'notice.outcome-unverifiable': 'ingen ved, om den gik af sted; spørg, derefter lastday resend {notice}',
  'notice.outcome-skipped': 'ikke sendt: {why}; nyt forsøg næste nat',
  'notice.outcome-superseded': 'ikke sendt: ingen beder om den mere',
  'notice.held-nothing': 'sendes',
  'notice.held-observe': 'ville blive sendt; mail observeres kun',
  'notice.held-freeze': 'venter: alt er frosset',
  'notice.held-invalid': 'venter: en fil om personen er i stykker',
  'notice.held-no-address': 'kan ikke sendes: {to} har ingen adresse',
  'notice.held-limit': 'venter til næste nat: der skal mere ud, end der må på én nat',
  'notice.why-put-off': 'mailserveren udsatte den',
  'notice.why-unreachable': 'mailserveren kunne ikke nås',
  'notice.why-time': 'tiden slog ikke til',
  'notice.why-lease': 'tiden slog ikke til',
  'notice.why-signal': 'kørslen blev afbrudt',
  'notice.why-other': 'kørslen kunne ikke gå videre',
  'night.mail': 'MAIL',
  'hr.mails': 'MAIL DEN SENESTE UGE',
  'leaver.where': 'Aflevér her: {where}',
};
