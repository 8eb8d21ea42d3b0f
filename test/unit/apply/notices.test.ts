/** Mail handed over: announced first, each message once, and what became of it. */
import { describe, expect, it } from 'vitest';
import { applyNotices, type NoticeRequest } from '../../../reconciler/apply/notices.ts';
import type { JournalRecord } from '../../../reconciler/model/journal.ts';
import type { Notice, NoticeId } from '../../../reconciler/model/notice.ts';
import { Fault, type Mail } from '../../../reconciler/ports.ts';
import { fakeClock } from '../../fakes/clock.ts';

function notice(name: string, more: Partial<Notice> = {}): Notice {
  const base = { id: `return-note/${name}/x`, kind: 'return-note', person: name, device: null, to: `person:${name}`, values: {}, rows: [] };
  const because = { rule: 'device-day', file: 'f', pointer: '', line: 0 };
  return { ...base, content: `c-${name}`, dueDay: '2027-01-04', because, held: null, ...more } as unknown as Notice;
}

const said = (refused: boolean, retryable: boolean, operation = 'send') => new Fault('x', { where: 'mail', operation, refused, retryable });

interface Wish {
  readonly notices: readonly Notice[];
  readonly send?: (mail: Mail) => unknown;
  readonly current?: (notices: readonly Notice[]) => readonly Notice[];
  readonly log?: Partial<NoticeRequest['log']>;
  readonly more?: Partial<NoticeRequest>;
}

/** Hands over, and tells in one list what happened in which order. */
async function handOver(wish: Wish) {
  const events: string[] = [];
  const clock = fakeClock();
  const append = async (records: readonly JournalRecord[]) => {
    for (const record of records) {
      if (record.type === 'notice-intent') events.push(`intend ${record.person}`);
      if (record.type === 'notice-outcome') events.push(`note ${record.person} ${record.outcome}`);
    }
    return 'ok' as const;
  };
  const request: NoticeRequest = {
    notices: wish.notices,
    clock,
    log: { run: 'run-1', append, stillOurs: async () => true, heartbeat: async () => 'ok', remaining: () => 900_000, ...wish.log },
    open: async () => ({
      async send(mail) {
        events.push(`send ${mail.id.split('/')[1]}`);
        await wish.send?.(mail);
      },
      examine: async () => ({ rights: [], time: null }),
    }),
    current: async () => new Map((wish.current?.(wish.notices) ?? wish.notices).map((one) => [one.id, one] as [NoticeId, Notice])),
    compose: (one) => ({ id: one.id as string }) as Mail,
    stopping: () => false,
    ...wish.more,
  };
  const result = await applyNotices(request);
  return { events, clock, ...result, ends: result.outcomes.map((one) => `${one.person} ${one.outcome} ${one.detail}`) };
}

const two = [notice('e-1'), notice('e-2')];

describe('a message', () => {
  it('is announced, sent, and noted together with the next announcement', async () => {
    const { events, ends } = await handOver({ notices: two });

    expect(events).toEqual(['intend e-1', 'send e-1', 'note e-1 accepted', 'intend e-2', 'send e-2', 'note e-2 accepted']);
    expect(ends).toEqual(['e-1 accepted null', 'e-2 accepted null']);
  });

  it.each([
    ['refused for good', said(true, false), 'failed refused'],
    ['put off', said(true, true), 'skipped put-off'],
    ['without an answer', said(false, false), 'unverifiable answer-lost'],
    ['without an answer that might be tried again', said(false, true), 'unverifiable answer-lost'],
    ['with a bug', new Error('bug'), 'unverifiable bug'],
  ])('%s is never tried twice', async (_how, fault, expected) => {
    const { events, ends, bugs } = await handOver({ notices: [notice('e-1')], send: () => Promise.reject(fault) });

    expect(ends).toEqual([`e-1 ${expected}`]);
    expect(events).toEqual(['intend e-1', 'send e-1', `note e-1 ${expected.split(' ')[0]}`]);
    expect(bugs).toHaveLength(fault instanceof Fault ? 0 : 1);
  });

  it('does not keep the next one back', async () => {
    const { ends } = await handOver({ notices: two, send: (mail) => (mail.id.includes('e-1') ? Promise.reject(said(true, false)) : null) });

    expect(ends).toEqual(['e-1 failed refused', 'e-2 accepted null']);
  });
});

describe('asked for again at the last moment', () => {
  it.each([
    ['nobody asks for it any more', () => []],
    ['it says something else by now', () => [notice('e-1', { content: 'other' as never })]],
    ['it is held by now', () => [notice('e-1', { held: 'freeze' })]],
  ])('it is not sent when %s', async (_why, current) => {
    const { events, ends } = await handOver({ notices: [notice('e-1')], current });

    expect(ends).toEqual(['e-1 superseded not-planned-again']);
    expect(events).toEqual(['intend e-1', 'note e-1 superseded']);
  });

  it('it is not sent when there is no address any more', async () => {
    expect((await handOver({ notices: [notice('e-1')], more: { compose: () => null } })).ends).toEqual(['e-1 superseded no-address']);
  });

  it.each([
    ['the default branch cannot be asked for', { current: () => Promise.reject(said(false, true)) }, 'skipped remote', 0],
    ['planning has a bug', { current: () => Promise.reject(new Error('bug')) }, 'skipped bug', 1],
  ] as const)('it is not sent when %s', async (_why, more, expected, bugs) => {
    const result = await handOver({ notices: [notice('e-1')], more });

    expect(result.ends).toEqual([`e-1 ${expected}`]);
    expect(result.bugs).toHaveLength(bugs);
  });

  it('it is not sent when another run has the lock', async () => {
    expect((await handOver({ notices: [notice('e-1')], log: { stillOurs: async () => false } })).ends).toEqual(['e-1 skipped fenced']);
  });
});

describe('nothing is begun', () => {
  it.each<[string, Partial<NoticeRequest['log']>, Partial<NoticeRequest>, string]>([
    ['that is not announced', { append: async () => 'failed' }, {}, 'journal'],
    ['without the lock', { append: async () => 'fenced' }, {}, 'fenced'],
    ['when the lease runs out', { remaining: () => 80_000 }, {}, 'lease'],
    ['when the run is told to stop', {}, { stopping: () => true }, 'signal'],
  ])('%s', async (_why, log, more, detail) => {
    const { events, ends } = await handOver({ notices: two, log, more });

    expect(events.filter((event) => event.startsWith('send'))).toEqual([]);
    expect(ends).toEqual([`e-1 skipped ${detail}`, `e-2 skipped ${detail}`]);
  });

  it('after the time that mail may take', async () => {
    const clock = fakeClock();
    const names = [notice('e-1'), notice('e-2')];

    const { ends } = await handOver({ notices: names, more: { clock }, send: () => clock.advance(5 * 60_000) });

    expect(ends).toEqual(['e-1 accepted null', 'e-2 skipped time']);
  });

  it('more when the server cannot be reached twice in a row; what was reached between counts anew', async () => {
    const names = ['e-1', 'e-2', 'e-3', 'e-4', 'e-5'].map((name) => notice(name));
    const away = said(true, true, 'connect');

    const { ends, events } = await handOver({ notices: names, send: (mail) => (mail.id.includes('e-2') ? null : Promise.reject(away)) });

    expect(ends).toEqual([
      'e-1 skipped unreachable',
      'e-2 accepted null',
      'e-3 skipped unreachable',
      'e-4 skipped unreachable',
      'e-5 skipped unreachable',
    ]);
    expect(events).not.toContain('intend e-5');
  });

  it('where the mailer cannot be opened', async () => {
    const { ends } = await handOver({ notices: two, more: { open: () => Promise.reject(said(true, true, 'connect')) } });

    expect(ends).toEqual(['e-1 skipped unreachable', 'e-2 skipped unreachable']);
  });
});

it('many messages are announced in at most twenty portions', async () => {
  const names = Array.from({ length: 45 }, (_, index) => notice(`e-${index}`));
  let pushes = 0;
  const append: NoticeRequest['log']['append'] = async () => {
    pushes += 1;
    return 'ok';
  };

  const { outcomes } = await handOver({ notices: names, log: { append } });

  expect(outcomes).toHaveLength(45);
  expect(pushes).toBeLessThanOrEqual(21);
});
