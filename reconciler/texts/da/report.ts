/** Danish: headings and lines of reports. */
import type * as english from '../en/report.ts';

type Same<T> = Readonly<Record<keyof T, string>>;

/** Plan text. */
export const planWords: Same<typeof english.planWords> = {
  'plan.title': 'Plan for {when}',
  'plan.made-from': 'commit {commit} · gælder til {expires}',
  'plan.simulated': 'Som om det var da: denne plan kan ikke udføres.',
  'plan.read': 'Læst:',
  'plan.read-line': '{system} {seen:number}[ af {expected:number}]',
  'plan.incomplete': 'ufuldstændig: {why}',
  'plan.counts': 'Plan: {what}.',
  'plan.held-count': '{n|# venter|# venter}',
  'plan.nothing': 'intet at gøre',
  'plan.accounts': '{n|# konto|# konti}',
  'plan.licences': '{n|# licens|# licenser}',
  'plan.groups': '{n|# ændring af grupper|# ændringer af grupper}',
  'plan.back': '{n|# adgang åbnet igen|# adgange åbnet igen}',
  'plan.assets': '{n|# post i inventaret|# poster i inventaret}',
  'plan.tasks': '{n|# opgave til en funktion|# opgaver til funktioner}',
  'plan.pulls': '{n|# pull request|# pull requests}',
  'plan.findings': '{n|# iagttagelse|# iagttagelser}',
  'plan.limits': 'Grænser:',
  'plan.limit-line': '{name} {value:number} af {limit:number}',
  'plan.last-day': 'sidste dag {day}',
  'plan.no-last-day': 'ingen sidste dag',
  'plan.access-ended': 'adgang sluttede {day}',
  'plan.late': '{days|# dag for sent|# dage for sent}',
  'plan.nobody': 'konti uden person',
  'plan.saves': '{monthly:money} om måneden fra {from:date}',
  'plan.saves-now': '{monthly:money} om måneden',
  'plan.by-desk': 'gøres af {desk}',
  'plan.held': 'venter',
  'plan.until': 'til {until:date}',
  'plan.more': 'og {n|# mere|# mere}',
  'plan.stop': 'stop: {class}, {due:number} for tur, grænse {limit:number}; venter: {held}',
  'plan.digest': 'mængde {digest}',
  'plan.head-age': 'Fjernlageret blev sidst hentet {age}.',
  'plan.findings-others': '{n|# anden iagttagelse|# andre iagttagelser}: lastday drift',
};
