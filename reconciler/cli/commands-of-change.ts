/** The part of the table of commands that changes files: each shows a summary, and sends one pull request. Imports no command's code. */
import type { CommandSpec } from './command.ts';

const YES = ['--yes', 'send without asking on a terminal'] as const;
const SHOW = ['--dry-run', 'show the summary and the files, send nothing'] as const;

/** These commands, in the order that help shows them. */
export const CHANGES: readonly CommandSpec[] = [
  {
    name: 'offboard',
    words: '[employee]',
    summary: 'register a leaver: last day, what becomes of each device, successor; one pull request',
    flags: [
      ['--last-day <day>', 'the last day, inclusive'],
      ['--last-working-day <day>', 'last day at work, when earlier'],
      ['--device <tag=disposition...>', 'what becomes of a device: LT-0042=release, LT-0042=transfer:e-1019'],
      ['--successor <employee>', 'who takes over'],
      ['--no-email', 'do not ask the person whether to buy'],
      ['--because <why>', 'with --no-email: agreed or elsewhere'],
      ['--ended-by <who>', 'person, company, term or unstated'],
      ['--now', 'access ends when this is merged'],
      ['--offline', 'ask no system what the person has there'],
      YES,
      SHOW,
    ],
    examples: [
      'lastday offboard e-1042 --last-day 2027-03-31 --device LT-0042=release --successor e-1101',
      'lastday offboard e-1042     (on a terminal: asks for everything)',
    ],
    load: () => import('./offboard.ts'),
  },
  {
    name: 'release',
    words: '[tags...]',
    summary: 'let others have a device: on the device day of who leaves, else from the merge on',
    flags: [YES, SHOW],
    examples: ['lastday release LT-0042', 'lastday release LT-0042 PH-0101 --dry-run'],
    load: () => import('./release.ts'),
  },
  {
    name: 'transfer',
    words: '[tags...]',
    summary: 'give a device to another person',
    flags: [['--to <employee>', 'who gets it'], YES, SHOW],
    examples: ['lastday transfer LT-0042 --to e-1019'],
    load: () => import('./transfer.ts'),
  },
  {
    name: 'buyout',
    words: '[tag]',
    summary: 'sell a device to who leaves: offer, answer, consent, payment',
    flags: [
      ['--price <amount>', 'price offered'],
      ['--vat <vat>', 'included (as usual) or excluded'],
      ['--basis <text>', 'where the price comes from'],
      ['--market-value <amount>', 'what it would cost elsewhere, with value added tax'],
      ['--market-source <who>', 'who says so: reseller, lessor, appraiser or own'],
      ['--answer-by <day>', 'last day to answer'],
      ['--else <disposition>', 'without a yes in time: release or return-to-lessor'],
      ['--answer <answer>', 'yes or no'],
      ['--consent <reference>', 'consent to deduct from the final pay'],
      ['--settle <how>', 'final-pay, invoice or card'],
      ['--ended-by <who>', 'person, company, term or unstated; policy may ask for it'],
      ['--on <day>', 'day of the offer, answer or consent (today)'],
      YES,
      SHOW,
    ],
    examples: [
      'lastday buyout PH-0101 --price 1800.00 --answer-by 2026-12-15',
      'lastday buyout PH-0101 --answer yes --settle final-pay --consent HR-88',
    ],
    load: () => import('./buyout.ts'),
  },
  {
    name: 'receive',
    words: '[tag]',
    summary: 'a device is back: condition, wipe, locks',
    flags: [
      ['--condition <condition>', 'ok (as usual), worn or damaged'],
      ['--wiped <method>', 'clear, purge or destroy'],
      ['--certificate <reference>', 'of the wipe'],
      ['--activation <state>', "lock of the maker's account: removed or present"],
      ['--recovery-key <state>', 'of the disk: escrowed or missing'],
      ['--management <state>', 'record in the device management: removed or present'],
      ['--sim <state>', 'code of the SIM card: known or unknown'],
      ['--by <employee>', 'who took it back'],
      ['--on <day>', 'when (today)'],
      YES,
      SHOW,
    ],
    examples: [
      'lastday receive LT-0042 --condition ok',
      'lastday receive LT-0042 --wiped purge --certificate W-2027-0004 --activation removed',
    ],
    load: () => import('./receive.ts'),
  },
  {
    name: 'extend',
    words: '<employee>',
    summary: 'move a last day to a later one, with everything that hangs on it',
    flags: [['--last-day <day>', 'the new last day, inclusive'], ['--last-working-day <day>', 'last day at work, when earlier'], YES, SHOW],
    examples: ['lastday extend e-1042 --last-day 2027-06-30'],
    load: () => import('./extend.ts'),
  },
  {
    name: 'cancel',
    words: '<employee>',
    summary: 'take a last day back: somebody stays',
    flags: [['--review-by <day>', 'who is not an employee: when somebody looks again'], YES, SHOW],
    examples: ['lastday cancel e-1042', 'lastday cancel x-2001 --review-by 2027-06-30'],
    load: () => import('./cancel.ts'),
  },
];
