/** What people read in a pull request. */
import { describe, expect, test } from 'vitest';
import type { Proposal } from '../../../reconciler/model/proposal.ts';
import { commitMessage, LONGEST_BODY, type Origin, pullBody, pullTitle, refusedComment } from '../../../reconciler/record/pull-text.ts';
import { pullTables } from '../../../reconciler/texts/pulls.ts';
import { placeholders } from '../../../reconciler/texts/template.ts';
import type { AssetTag, Digest, Locale, SystemId } from '../../../schemas/primitives.ts';
import { Purpose } from '../../../schemas/vocabulary.ts';
import { release } from './propose.world.ts';

const ORIGIN: Origin = { locale: 'en', run: '20270104T010000Z-0a1b2c3d', plan: 'b'.repeat(64) as Digest, journalHead: 'a'.repeat(40) };

function many(count: number): Proposal {
  const one = release();
  const lines = Array.from({ length: count }, (_, index) => ({
    ...(one.lines[0] as Proposal['lines'][number]),
    tag: `LT-${index}` as AssetTag,
  }));
  const checklist = lines.map(({ tag }) => ({
    tag,
    items: [
      { text: 'return', done: true },
      { text: 'wipe', done: false },
    ],
  }));
  return release('e-0001', 'LT-0001', { lines, checklist });
}

describe('what a source says', () => {
  test.each([
    ['e-0001', null, 'Dates from the source: e-0001', 'The source of dates says something else about `e-0001`'],
    [null, 'inventory', 'Devices as inventory shows them', '`inventory` says something else about 1 device than the files'],
  ] as const)('about %s or %s', (person, system, title, sentence) => {
    const proposal = { ...release(), purpose: 'source', person, system } as Proposal;

    expect(pullTitle(proposal, 'en')).toBe(title);
    expect(pullBody(proposal, ORIGIN).startsWith(sentence)).toBe(true);
  });
});

describe('the body', () => {
  test('says what, where, when, why, who; the steps; what happens without it; how to refuse; where it comes from', () => {
    const body = pullBody(release(), ORIGIN);

    expect(body).toMatch(/^On Thu 31 Dec 2026, 1 device leaves the hands of `e-0001`;/u);
    expect(body).toContain('| What | Where | When | Why | Who |');
    expect(body).toMatch(
      /\| `LT-0001` .*awaited.* \| `state\/devices\/LT-0001.yaml` \| Thu 31 Dec 2026 \| .*`state\/offboardings\/e-0001.yaml` \| `e-0001` \|/u,
    );
    expect(body).toContain('**`LT-0001`**\n\n- [ ] handed back\n- [ ] wiped, with proof');
    expect(body).toContain('## If you do nothing');
    expect(body).toContain('## To postpone or refuse');
    expect(body).toContain('subject: {employee: e-0001}\nchange: release\n');
    expect(body).toMatch(/---\nRun `20270104T010000Z-0a1b2c3d` · plan `bbbbbbbbbbbb` · journal `aaaaaaaaaaaa`\n.*git revert/u);
  });

  test.each(['sv', 'da', 'en', 'nb'] as Locale[])('has a text for every purpose in %s, with every value filled in', (locale) => {
    for (const purpose of Purpose.options) {
      const proposal = release('e-0001', 'LT-0001', {
        purpose,
        person: purpose === 'ids' ? null : release().person,
        system: purpose === 'ids' ? ('ad' as SystemId) : null,
      });
      const body = pullBody(proposal, { ...ORIGIN, locale });

      expect(pullTitle(proposal, locale)).not.toMatch(/[{}]|title\./u);
      expect(body.replaceAll(/```yaml[^`]*```/gu, '')).not.toMatch(/[{}]|(sentence|head|nothing|refuse|check|line)\.[a-z]/u);
    }
  });

  test('says a day once, where the line and a remark both know it', () => {
    const since = { text: 'awaited-since', values: { since: '2026-12-31' } };
    const [line] = release().lines;
    const told = (values: Record<string, string>) =>
      pullBody(release('e-0001', 'LT-0001', { lines: [{ ...(line as Proposal['lines'][number]), values, remarks: [since] }] }), ORIGIN);

    expect(told({ device: 'LT-0001', employee: 'e-0001', since: '2026-12-31' }).match(/awaited/gu)).toHaveLength(1);
    expect(told({ device: 'LT-0001', employee: 'e-0001' })).toContain('awaited since Thu 31 Dec 2026');
  });

  test('shows no exception where none can postpone it', () => {
    expect(pullBody(release('e-0001', 'LT-0001', { purpose: 'pin', key: 'pin/journal', person: null }), ORIGIN)).not.toContain('```');
    expect(refusedComment(release('e-0001', 'LT-0001', { purpose: 'close' }), 'en')).not.toContain('```');
  });

  test('names who gets it, and shows a rule that has no text by its name', () => {
    const line = {
      ...(release().lines[0] as Proposal['lines'][number]),
      text: 'transfer',
      values: { to: 'e-0002' },
      because: { rule: 'new-rule', file: 'policies/devices.yaml', pointer: '', line: 0 },
    };

    const body = pullBody(release('e-0001', 'LT-0001', { lines: [line] }), ORIGIN);

    expect(body).toContain('| new-rule, `policies/devices.yaml` | `e-0002` |');
  });

  test.each([1, 40, 400, 4000, 40_000])('of %i devices stays within the limit, and counts what it leaves out', (count) => {
    const body = pullBody(many(count), ORIGIN);

    expect(body.length).toBeLessThanOrEqual(LONGEST_BODY);
    expect(body).toContain('## If you do nothing');
    if (count > 400) expect(body).toMatch(/[\d ]+ more lines are left out here/u);
  });

  test('lets no mention, link, image, HTML or box come out of a value', () => {
    const evil = '@everyone ![x](http://evil.example) <img src=x> - [x] wiped | `a` <!-- -->\n## No';
    const line = { ...(release().lines[0] as Proposal['lines'][number]), remarks: [{ text: 'note', values: { note: evil } }] };

    const body = pullBody(release('e-0001', 'LT-0001', { lines: [line] }), ORIGIN);

    expect(body).not.toMatch(/@everyone|!\[|<img|<!--|http:\/\/evil|\n## No/u);
    expect(body.match(/^- \[[ x]\]/gmu)).toHaveLength(2);
    expect(
      body
        .split('\n')
        .find((row) => row.includes('everyone'))
        ?.match(/(?<!\\)\|/gu),
    ).toHaveLength(6);
  });
});

describe('the commit', () => {
  test('has the title as subject and fixed trailers', () => {
    const message = commitMessage(release(), ORIGIN, { fingerprint: 'c'.repeat(64) as Digest, body: null });

    expect(message).toBe(
      `Release devices: e-0001, Thu 31 Dec 2026\n\nPerson: e-0001\nRun: 20270104T010000Z-0a1b2c3d\nRule: device-day\nJournal: ${'a'.repeat(40)}\nPull: release/e-0001-2026-12-31\nFingerprint: ${'c'.repeat(64)}\n`,
    );
  });

  test('carries the whole text where there is no other place for it', () => {
    const proposal = release('e-0001', 'LT-0001', { system: 'ad' as SystemId, person: null });

    const message = commitMessage(proposal, { ...ORIGIN, journalHead: null }, { fingerprint: 'c'.repeat(64) as Digest, body: 'Text.\n' });

    expect(message).toMatch(/^Release devices: ad, Thu 31 Dec 2026\n\nText\.\n\nSystem: ad\nRun: .*\nRule: device-day\nPull: /u);
  });
});

test('the three languages name the same values', () => {
  for (const key of Object.keys(pullTables.en) as (keyof typeof pullTables.en)[]) {
    expect([key, placeholders(pullTables.sv[key])]).toEqual([key, placeholders(pullTables.en[key])]);
    expect([key, placeholders(pullTables.da[key])]).toEqual([key, placeholders(pullTables.en[key])]);
  }
});
