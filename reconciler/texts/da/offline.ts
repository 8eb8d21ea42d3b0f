/** Danish: what a change of the files would do, on its pull request. */

/** The comment. */
export const offline = {
  'offline.nothing': 'Ændringen flytter ingens adgang.',
  'offline.title': 'Ændringen sætter eller flytter {count|# adgangsophør|# adgangsophør}.',
  'offline.head-who': 'Hvem',
  'offline.head-what': 'Hvad',
  'offline.head-before': 'Før',
  'offline.head-after': 'Efter',
  'offline.head-systems': 'Systemer',
  'offline.head-monthly': 'Licenser pr. måned',
  'offline.head-note': 'Bemærkning',
  'offline.moved-set': 'sat',
  'offline.moved-earlier': 'tidligere',
  'offline.moved-later': 'senere',
  'offline.moved-withdrawn': 'trukket tilbage',
  'offline.at-once': 'straks',
  'offline.due': 'forfalder, så snart dette er flettet',
  'offline.more': 'og {count|# mere|# flere}.',
  'offline.limit': 'Grænse {name}: {value} forfalder straks, {limit} må gå i én kørsel. Resten venter en nat og nævnes.',
  'offline.mass-edit': '{value} adgangsophør sættes eller rykkes frem; én godkender må gøre {limit}. Der skal to godkendere til.',
  'offline.from-files': 'Alene fra filerne: intet system er læst. Tider gælder {zone}.',
};
