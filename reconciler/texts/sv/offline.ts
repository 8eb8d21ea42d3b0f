/** Swedish: what a change of the files would do, on its pull request. */

/** The comment. */
export const offline = {
  'offline.nothing': 'Ändringen flyttar ingens åtkomst.',
  'offline.title': 'Ändringen sätter eller flyttar {count|# slut på åtkomst|# slut på åtkomst}.',
  'offline.head-who': 'Vem',
  'offline.head-what': 'Vad',
  'offline.head-before': 'Före',
  'offline.head-after': 'Efter',
  'offline.head-systems': 'System',
  'offline.head-monthly': 'Licenser per månad',
  'offline.head-note': 'Anmärkning',
  'offline.moved-set': 'satt',
  'offline.moved-earlier': 'tidigare',
  'offline.moved-later': 'senare',
  'offline.moved-withdrawn': 'återtagen',
  'offline.at-once': 'genast',
  'offline.due': 'förfaller så snart detta är inlagt',
  'offline.more': 'och {count|# till|# till}.',
  'offline.limit': 'Gräns {name}: {value} förfaller genast, {limit} får gå i en körning. Resten väntar en natt och nämns.',
  'offline.mass-edit': '{value} slut på åtkomst sätts eller tidigareläggs; en godkännare får göra {limit}. Det behövs två godkännare.',
  'offline.from-files': 'Enbart från filerna: inget system har lästs. Tider gäller {zone}.',
};
