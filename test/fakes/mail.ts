/** A message to somebody invented, with what goes wrong most easily: letters beyond ASCII, and a line of one dot. */
import type { Mail } from '../../reconciler/ports.ts';

export const MAIL: Mail = {
  id: 'return-note/e-1/spell:2027-01-08/2027-01-08',
  from: { name: 'HR', address: 'hr@exempel.example' },
  to: { name: 'Åsa Påhitt', address: 'asa.pahitt@exempel.example' },
  subject: 'Det här lämnar du tillbaka',
  text: 'Rad ett\n.\nÅtta meter åäö\n',
  at: '2027-01-04T01:00:00Z' as Mail['at'],
};
