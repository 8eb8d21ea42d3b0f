/** The files that a new repository begins with, an example person among them. */
import { type ScaffoldAnswers, scaffold } from '../../../reconciler/scaffold/scaffold.ts';

const ANSWERS: ScaffoldAnswers = {
  name: 'Exempel',
  zone: 'Europe/Stockholm',
  locale: 'en',
  country: 'SE',
  currency: 'SEK',
  team: '@exempel',
  isExample: true,
  version: '0.1.0',
};
/** State and policies by their paths. */
export const START = Object.fromEntries([...scaffold(ANSWERS, new Map())].filter(([path]) => /^(state|policies)\//u.test(path)));
