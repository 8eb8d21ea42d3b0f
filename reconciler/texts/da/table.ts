/** Danish: all tables in one. */
import { joined } from '../joined.ts';
import { findings, todos } from './findings.ts';
import { errors, exits, rules, words } from './general.ts';
import { night } from './night.ts';
import { notices } from './notices.ts';
import { offline } from './offline.ts';
import { papers } from './papers.ts';
import { by, changes, classes, details, doubts, outcomes, releases } from './plan.ts';
import { checks, lines, purposes, remarks, terms } from './proposals.ts';
import { readers } from './readers.ts';
import { planWords } from './report.ts';
import { asks, choices, says, seen, sends, titles } from './sending.ts';

/** Every text, by key. */
export const table = joined(
  findings,
  todos,
  errors,
  exits,
  rules,
  words,
  by,
  changes,
  classes,
  details,
  doubts,
  outcomes,
  releases,
  checks,
  lines,
  purposes,
  remarks,
  terms,
  planWords,
  readers,
  papers,
  night,
  notices,
  offline,
  titles,
  says,
  sends,
  asks,
  choices,
  seen,
);
