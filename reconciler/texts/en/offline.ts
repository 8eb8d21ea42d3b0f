/** English: what a change of the files would do, on its pull request. */

/** The comment. */
export const offline = {
  'offline.nothing': "This change moves nobody's access.",
  'offline.title': 'This change sets or moves {count|# end of access|# ends of access}.',
  'offline.head-who': 'Who',
  'offline.head-what': 'What',
  'offline.head-before': 'Before',
  'offline.head-after': 'After',
  'offline.head-systems': 'Systems',
  'offline.head-monthly': 'Seats a month',
  'offline.head-note': 'Note',
  'offline.moved-set': 'set',
  'offline.moved-earlier': 'earlier',
  'offline.moved-later': 'later',
  'offline.moved-withdrawn': 'withdrawn',
  'offline.at-once': 'at once',
  'offline.due': 'due as soon as this is merged',
  'offline.more': 'and {count|# more|# more}.',
  'offline.limit': 'Limit {name}: {value} due at once, {limit} may go in one run. The rest waits a night and is named.',
  'offline.mass-edit': '{value} ends of access are set or moved earlier; one approver may do {limit}. Two approvers are needed.',
  'offline.from-files': 'From the files alone: no system was read. Times are those of {zone}.',
};
