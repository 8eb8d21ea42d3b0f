/** The board: ids and counts, sorted by when something is due. */
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../reconciler/model/finding.ts';
import type { Plan } from '../../../reconciler/model/plan.ts';
import { type BoardRequest, boardText, boardTitle } from '../../../reconciler/record/board.ts';
import type { Day, EmployeeId, Locale } from '../../../schemas/primitives.ts';
import { desiredWith } from './propose.world.ts';

const because = { rule: 'r', file: 'f', pointer: '', line: 0 };

function finding(code: string, more: Partial<Record<keyof Finding, unknown>> = {}): Finding {
  return {
    key: code,
    code,
    severity: 'warning',
    subject: {},
    values: {},
    who: null,
    day: null,
    cost: null,
    because,
    ...more,
  } as unknown as Finding;
}

function boardOf(
  plan: Partial<Record<keyof Plan, unknown>>,
  more: Partial<Record<keyof BoardRequest, unknown>> = {},
  locale: Locale = 'en',
): string {
  const whole = {
    asOf: '2027-01-04T01:00:00Z',
    zone: 'Europe/Stockholm',
    findings: [],
    upcoming: [],
    held: [],
    stops: [],
    sources: [],
    ...plan,
  };
  const desired = { ...desiredWith(), offboardings: new Map(), ...(more.desired as object | undefined) };
  const organisation = { ...desired.organisation, locale };
  return boardText({
    outcomes: [],
    pulls: [],
    memory: null,
    ...more,
    plan: whole,
    desired: { ...desired, organisation },
  } as unknown as BoardRequest);
}

/** Lines of one section. */
function section(board: string, title: string): string[] {
  const found = board.split(/^## /mu).find((part) => part.startsWith(`${title}\n`));
  return (found ?? '').split('\n').slice(2).filter(Boolean);
}

describe('what is due', () => {
  const upcoming = (day: string, kind = 'device-day', person: string | null = 'e-0001') => ({
    day: day as Day,
    kind,
    person,
    subject: 'LT-0001',
    system: kind === 'disable' ? 'ad' : null,
  });

  test.each([
    ['2027-01-03', 'Overdue'],
    ['2027-01-04', 'Today'],
    ['2027-01-05', 'This week'],
    ['2027-01-11', 'This week'],
    ['2027-01-12', 'Next 30 days'],
    ['2027-02-03', 'Next 30 days'],
  ])('on %s stands under %s, and nowhere else', (day, title) => {
    const board = boardOf({ upcoming: [upcoming(day)] });

    expect(section(board, title)).toHaveLength(1);
    expect(section(board, title)[0]).toMatch(/^- .* {2}e-0001 {2}device day LT-0001$|^- .*e-0001.*device day LT-0001$/u);
    expect(board.match(/device day/gu)).toHaveLength(1);
  });

  test('later than 30 days is not shown', () => {
    expect(boardOf({ upcoming: [upcoming('2027-02-04')] })).not.toContain('device day');
  });

  test.each(['disable', 'lease-notice', 'review', 'decision'])('a step of kind %s has words', (kind) => {
    expect(section(boardOf({ upcoming: [upcoming('2027-01-05', kind, null)] }), 'This week')[0]).not.toMatch(/upcoming\.|change\./u);
  });

  test('findings that are due stand by their day, with who must act', () => {
    const board = boardOf({
      findings: [
        finding('review-due', {
          day: '2027-01-04',
          who: 'e-0009',
          subject: { employee: 'e-0001' },
          values: { reviewBy: '2027-01-04', days: '0' },
        }),
      ],
    });

    expect(section(board, 'Today')[0]).toContain('→ e-0009');
    expect(section(board, 'Drift')).toEqual(['Nothing.']);
  });

  test('silent leavings are counted, not named', () => {
    const offboardings = new Map([['e-0001', { employee: 'e-0001' as EmployeeId, silent: true }]]);
    const board = boardOf(
      {
        upcoming: [upcoming('2027-01-05')],
        findings: [
          finding('review-due', { day: '2027-01-04', subject: { employee: 'e-0001' } }),
          finding('leaver-licence', { subject: { employee: 'e-0001' } }),
        ],
      },
      { desired: { offboardings } },
    );

    expect(board).not.toContain('e-0001');
    expect(section(board, 'Drift')).toEqual(['Nothing.']);
    expect(board).toContain('1 person with a last day that is not announced yet');
  });

  test('a long list ends in a number', () => {
    const lines = section(
      boardOf({ upcoming: Array.from({ length: 70 }, (_, index) => ({ ...upcoming('2027-01-05'), subject: `LT-${index}` })) }),
      'This week',
    );

    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toBe('- and 20 more');
  });
});

describe('what waits, is held and drifts', () => {
  test('pull requests with their state, and what was handed over, in people', () => {
    const pulls = [
      { key: 'release/e-0001-2026-12-31', outcome: 'opened', address: 'https://forge.example/1', detail: null },
      { key: 'sale/e-0002-2026-12-31', outcome: 'refused', address: 'lastday/sale/e-0002-2026-12-31', detail: null },
      { key: 'ids/ad', outcome: 'withdrawn', address: null, detail: null },
      { key: 'close/e-0003', outcome: 'untouched', address: null, detail: 'merged' },
    ];
    const outcomes = [
      { outcome: 'handed-over', system: 'vpn', person: 'e-0001', account: 'a' },
      { outcome: 'handed-over', system: 'vpn', person: 'e-0001', account: 'b' },
      { outcome: 'handed-over', system: 'vpn', person: null, account: 'c' },
      { outcome: 'verified', system: 'ad', person: 'e-0001', account: 'd' },
    ];

    const lines = section(boardOf({}, { pulls, outcomes }), 'Waiting for a person');

    expect(lines).toEqual([
      '- [release/e-0001-2026-12-31](https://forge.example/1) opened',
      '- `sale/e-0002-2026-12-31` refused by a person',
      '- vpn: handed over, 2 people',
    ]);
  });

  test('held changes by reason and stops with their numbers', () => {
    const held = [
      { by: 'guardrail:surprise', change: { person: 'e-0001', id: 'x' } },
      { by: 'guardrail:surprise', change: { person: 'e-0002', id: 'y' } },
      { by: 'observe', change: { person: null, id: 'z' } },
    ];
    const stops = [{ class: 'surprise', system: 'all', window: 'run', due: 9, limit: 3, went: 3, held: ['e-1', 'e-2'] }];

    const lines = section(boardOf({ held, stops }), 'Held');

    expect(lines).toEqual([
      '- surprise in all: 9 due, 3 allowed, 3 done, 2 held',
      '- limit for surprise reached: 2 people',
      '- system is only observed: 1 person',
    ]);
  });

  test('drift by code with its cost per currency, the most frequent first', () => {
    const cost = (monthly: string | null) => ({ cost: { monthly, once: null, from: null } });
    const findings = [
      finding('orphan-account'),
      finding('stale-licence', cost('389.00 SEK')),
      finding('stale-licence', cost('11.50 SEK')),
      finding('stale-licence', cost('-0.05 EUR')),
      finding('unused-seats', cost(null)),
    ];

    const lines = section(boardOf({ findings }), 'Drift');

    expect(lines).toEqual(['- stale-licence: 3, 400.50 SEK a month, -0.05 EUR a month', '- orphan-account: 1', '- unused-seats: 1']);
  });

  test('exceptions that run out', () => {
    const findings = [
      finding('exception-running-out', {
        subject: { exception: 'ex-1' },
        values: { exception: 'ex-1', until: '2027-01-10', days: '6' },
        day: '2027-01-10',
      }),
    ];

    expect(section(boardOf({ findings }), 'Exceptions running out')[0]).toContain('ex-1');
  });

  test('systems with what was read, and why a reading is not complete', () => {
    const sources = [
      { system: 'ad', counts: { accounts: 3612 }, expected: 3612, doubts: [{ attribute: 'licences', code: 'not-provided', message: '' }] },
      {
        system: 'inventory',
        counts: { accounts: 0, assets: 40, people: 0 },
        expected: null,
        doubts: [
          { attribute: 'all', code: 'shrunk', message: '' },
          { attribute: 'status', code: 'shrunk', message: '' },
        ],
      },
      { system: 'hr', counts: {}, expected: null, doubts: [] },
    ];

    const lines = section(boardOf({ sources }), 'Systems');

    expect(lines[0]).toMatch(/^- ad: 3.612 records of 3.612, read completely$/u);
    expect(lines[1]).toBe('- inventory: 40 records, not complete: it is much smaller than before');
    expect(lines[2]).toBe('- hr: 0 records, read completely');
  });
});

test.each(['sv', 'da', 'en'] as Locale[])('the title and every heading are in %s', (locale) => {
  const board = boardOf({}, {}, locale);
  const desired = desiredWith();

  expect(board.match(/^## /gmu)).toHaveLength(9);
  expect(board).not.toMatch(/board\.|[{}]/u);
  expect(boardTitle({ ...desired, organisation: { ...desired.organisation, locale } })).toMatch(/^lastday: /u);
});

test('another language than the organisation’s own, for a person who reads it at a terminal', () => {
  expect(boardOf({}, { locale: 'da' }, 'sv')).toContain('## I dag');
  expect(boardOf({}, { locale: 'da' }, 'sv')).toContain('## Systemer');
});
