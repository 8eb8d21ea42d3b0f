/** Mail as its readers get it: every kind in every language, within 80 columns, without a name. */
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../reconciler/model/notice.ts';
import { noticeText } from '../../../reconciler/report/notices.ts';
import { as, view } from './sample.ts';

const night = view();

const SALE = {
  employee: 'e-3',
  device: 'LT-0003',
  type: 'laptop',
  company: 'se',
  net: '2440.00 SEK',
  tax: '610.00 SEK',
  gross: '3050.00 SEK',
  rate: '25',
  settle: 'invoice',
  consent: 'HR-88',
  consentOn: '2026-12-10',
  closes: '2026-12-15',
  missing: 'purge, unlock',
  marketValue: '4000.00 SEK',
  difference: '950.00 SEK',
  lease: 'll-1',
  months: '10',
  rent: '219.00 SEK',
  breakFee: '250.00 SEK',
  leaseNet: '2440.00 SEK',
  leaseGross: '3050.00 SEK',
  asked: '500.00 SEK',
  earlier: '2800.00 SEK',
};
const PLAIN = { ...SALE, closes: '', missing: '', marketValue: '', difference: '', lease: '', asked: '', earlier: '', company: '' };
const DECISION = { employee: 'e-3', n: '2', dueDay: '2027-01-04', deviceDay: '2027-01-18', lastDay: '2027-01-18' };
const ROWS = [{ device: 'LT-0003', type: 'laptop', usual: 'release' }];
const OFFER = {
  employee: 'e-3',
  via: '',
  device: 'LT-0003',
  type: 'laptop',
  price: '3050.00 SEK',
  vat: 'included',
  answerBy: '2027-01-15',
};

function notice(kind: string, values: object, more: object = {}): Notice {
  return as({ id: `${kind}/e-3/x`, kind, person: 'e-3', device: null, to: 'desk:hr', values, rows: [], ...more });
}

const ALL: readonly [string, Notice][] = [
  ...['', 'withheld', 'ended', 'none'].map((via): [string, Notice] => [
    `return note ${via}`,
    notice('return-note', { employee: 'e-3', via, deviceDay: '2027-01-31', where: '' }),
  ]),
  ...['final-pay', 'invoice', 'card'].map((variant): [string, Notice] => [
    `settlement ${variant}`,
    notice('settlement', { variant, ...SALE }),
  ]),
  ['settlement plain', notice('settlement', { variant: 'card', ...PLAIN })],
  [
    'settlement withdrawn',
    notice('settlement', { variant: 'withdrawn', employee: 'e-3', device: 'LT-0003', type: 'laptop', earlier: '1.00 SEK' }),
  ],
  ...['deadline', 'overdue'].map((variant): [string, Notice] => [
    `decision ${variant}`,
    notice('decision-due', { variant, ...DECISION }, { rows: ROWS }),
  ]),
  ...['release', 'return-to-lessor'].map((otherwise): [string, Notice] => [
    `question ${otherwise}`,
    notice('buyout-question', { ...OFFER, else: otherwise }),
  ]),
];

describe.each(['sv', 'da', 'en'] as const)('in %s', (locale) => {
  it.each(ALL)('%s: whole sentences, nothing left open, nobody by name', (_what, one) => {
    const { subject, body } = noticeText({ ...night, locale }, one);

    for (const text of [subject, body]) {
      expect(text).not.toMatch(/notice\.|[{}[\]]|undefined|leaver\.|disposition\./u);
      expect(text).not.toMatch(/Låtsasson|Påhittsson|@/u);
    }
    expect(subject).not.toMatch(/[\r\n]/u);
    expect(body.split('\n').filter((line) => Array.from(line).length > 80)).toEqual([]);
    expect(body).toContain(one.id);
  });
});

it('a settlement shows its arithmetic', () => {
  const { body } = noticeText({ ...night, locale: 'en' }, notice('settlement', { variant: 'final-pay', ...SALE }));

  const flat = body.replaceAll(/\s+/gu, ' ');
  expect(flat).toContain('price without value added tax: 2 440.00 SEK value added tax, 25 per cent: 610.00 SEK price: 3 050.00 SEK');
  expect(flat).toContain('10 x 219.00 + 250.00 = 2 440.00 SEK, with tax 3 050.00 SEK');
  expect(flat).toContain('Deduct 3 050.00 SEK from the final pay, by consent HR-88 of Thu 10 Dec 2026; pay closes on Tue 15 Dec 2026.');
  expect(flat).toContain('told before: 2 800.00 SEK');
});
