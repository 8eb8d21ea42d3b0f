/** Swedish: headings and lines of reports. */
import type * as english from '../en/report.ts';

type Same<T> = Readonly<Record<keyof T, string>>;

/** Plan text. */
export const planWords: Same<typeof english.planWords> = {
  'plan.title': 'Plan för {when}',
  'plan.made-from': 'commit {commit} · gäller till {expires}',
  'plan.simulated': 'Som om det vore då: den här planen kan inte genomföras.',
  'plan.read': 'Läst:',
  'plan.read-line': '{system} {seen:number}[ av {expected:number}]',
  'plan.incomplete': 'ofullständigt: {why}',
  'plan.counts': 'Plan: {what}.',
  'plan.held-count': '{n|# väntar|# väntar}',
  'plan.nothing': 'inget att göra',
  'plan.accounts': '{n|# konto|# konton}',
  'plan.licences': '{n|# licens|# licenser}',
  'plan.groups': '{n|# ändring av grupper|# ändringar av grupper}',
  'plan.back': '{n|# inloggning på igen|# inloggningar på igen}',
  'plan.assets': '{n|# post i inventariet|# poster i inventariet}',
  'plan.tasks': '{n|# uppgift till en funktion|# uppgifter till funktioner}',
  'plan.pulls': '{n|# pull request|# pull requests}',
  'plan.findings': '{n|# iakttagelse|# iakttagelser}',
  'plan.limits': 'Gränser:',
  'plan.limit-line': '{name} {value:number} av {limit:number}',
  'plan.last-day': 'sista dag {day}',
  'plan.no-last-day': 'ingen sista dag',
  'plan.access-ended': 'åtkomst slut {day}',
  'plan.late': '{days|# dag sent|# dagar sent}',
  'plan.nobody': 'konton utan person',
  'plan.saves': '{monthly:money} i månaden från {from:date}',
  'plan.saves-now': '{monthly:money} i månaden',
  'plan.by-desk': 'görs av {desk}',
  'plan.held': 'väntar',
  'plan.until': 'till {until:date}',
  'plan.more': 'och {n|# till|# till}',
  'plan.stop': 'stopp: {class}, {due:number} på tur, gräns {limit:number}; väntar: {held}',
  'plan.digest': 'mängd {digest}',
  'plan.head-age': 'Fjärren hämtades senast {age}.',
  'plan.findings-others': '{n|# annan iakttagelse|# andra iakttagelser}: lastday drift',
};
