/** Every text is there in every language, with the same values, and says something for every code there is. */
import { describe, expect, it } from 'vitest';
import { FINDING_VALUES, FINDING_VARIANTS, LINE_VALUES, REMARK_VALUES, TEXT_KEYS } from '../../../reconciler/plan/text-keys.ts';
import { placeholders } from '../../../reconciler/texts/template.ts';
import { findKey, type TextKey, tables } from '../../../reconciler/texts/text.ts';
import { DeviceStatus } from '../../../schemas/device.ts';
import {
  DeviceType,
  DispositionKind,
  FindingCode,
  GuardrailClass,
  PersonKind,
  Purpose,
  Rung,
  Severity,
} from '../../../schemas/vocabulary.ts';

const keys = Object.keys(tables.en).sort() as TextKey[];

/** Keys for every word of a closed list. */
function all(prefix: string, words: readonly (string | number)[]): string[] {
  return words.map((word) => `${prefix}.${word}`);
}

describe('tables', () => {
  it('are dictionaries for the engine, which puts large ordinary objects together slowly', () => {
    expect(Object.values(tables).map((table) => Object.getPrototypeOf(table))).toEqual([null, null, null]);
  });

  it.each(['sv', 'da'] as const)('%s has the keys that English has', (locale) => {
    expect(Object.keys(tables[locale]).sort()).toEqual(keys);
  });

  it.each(['sv', 'da'] as const)('%s names the same values as English in each text', (locale) => {
    const different = keys.filter((key) => placeholders(tables[locale][key]).join() !== placeholders(tables.en[key]).join());

    expect(different).toEqual([]);
  });

  it.each(['sv', 'da', 'en'] as const)('%s has no empty text and no bracket that does not close', (locale) => {
    const broken = keys.filter((key) => {
      const bare = tables[locale][key].replaceAll(/\{\w+(:\w+)?(\|[^|{}]*\|[^|{}]*)?\}/gu, '').replaceAll(/\[[^[\]]*\]/gu, '');
      return tables[locale][key].trim() === '' || /[[\]{}]/u.test(bare);
    });

    expect(broken).toEqual([]);
  });

  it.each(['sv', 'da'] as const)('%s is not English left over', (locale) => {
    const sentences = keys.filter(
      (key) => key !== 'plan.pulls' && tables.en[key].split(' ').length > 3 && tables.en[key] === tables[locale][key],
    );

    expect(sentences).toEqual([]);
  });
});

describe('codes', () => {
  it.each([
    ['plan', TEXT_KEYS],
    ['findings', all('finding', FindingCode.options)],
    ['next steps', all('todo', FindingCode.options)],
    ['changes', all('change', Rung.options)],
    ['classes', all('class', [...GuardrailClass.options, 'list', 'rung', 'inventory'])],
    [
      'what holds',
      all('by', [
        'guardrail',
        'hold',
        'exception',
        'incomplete',
        'invalid',
        'after',
        'observe',
        'freeze',
        'undone',
        'not-restored',
        'mailbox',
        'protected',
        'shared',
        'disputed',
        'last-admin',
        'unapproved',
        'baseline',
        'bug',
      ]),
    ],
    [
      'what releases',
      all('release', [
        'next-night',
        'override',
        'hold-ends',
        'exception-ends',
        'merge-confirmation',
        'switch-to-enforce',
        'repair-file',
        'three-readings',
        'complete-reading',
        'cleanup-list',
        'other-administrator',
        'thaw',
        'two-approvers',
        'undo-again',
        'mend-bug',
        'after-change',
        'not-touched',
        'extend',
        'declare',
        'changed-since',
        'not-captured',
        'no-seat',
        'not-restorable',
        'on-its-day',
        'allow-deletion',
        'mailbox-settled',
        'mailbox-parked',
        'files-moved',
      ]),
    ],
    [
      'outcomes',
      all('outcome', [
        'verified',
        'accepted',
        'already-so',
        'handed-over',
        'skipped',
        'superseded',
        'failed',
        'unverifiable',
        'opened',
        'updated',
        'untouched',
        'withdrawn',
        'refused',
        'limited',
        'left-alone',
      ]),
    ],
    ['exit codes', all('exit', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 64, 70, 130])],
    [
      'doubts',
      all('doubt', [
        'fault',
        'not-ended',
        'total-differs',
        'duplicate-id',
        'wrong-tenant',
        'canary',
        'stale',
        'went-back',
        'absences',
        'shrunk',
        'grown',
        'empty',
        'share-of-null',
        'share-of-enabled',
        'first-reading',
        'not-provided',
      ]),
    ],
    ['purposes', all('purpose', Purpose.options)],
    ['device statuses', all('device', DeviceStatus.options)],
    ['device types', all('type', DeviceType.options)],
    ['dispositions', all('disposition', DispositionKind.options)],
    ['kinds of people', all('kind', PersonKind.options)],
    ['severities', all('severity', Severity.options)],
  ])('has a text for all of: %s', (_name, wanted) => {
    expect(wanted.filter((key) => findKey(key) !== key)).toEqual([]);
  });

  it('asks of a finding only for values that the plan gives', () => {
    const given = (code: FindingCode) =>
      new Set<string>([
        ...FINDING_VALUES[code],
        'employee',
        'device',
        'lease',
        'unit',
        'system',
        'account',
        'entitlement',
        'exception',
        'who',
        'day',
      ]);
    const variants = FINDING_VARIANTS as Readonly<Record<string, readonly string[]>>;
    const wrong = FindingCode.options.flatMap((code) => {
      const texts = [
        `finding.${code}`,
        `todo.${code}`,
        ...(variants[code] ?? []).map((variant) => `finding.${code}.${variant}`),
      ] as TextKey[];
      return texts.flatMap((key) =>
        placeholders(tables.en[key])
          .filter((name) => !given(code).has(name))
          .map((name) => `${key}: ${name}`),
      );
    });

    expect(wrong).toEqual([]);
  });

  it.each([
    ['line', LINE_VALUES],
    ['remark', REMARK_VALUES],
  ])('asks of a %s only for values that the plan gives', (family, values) => {
    const wrong = Object.entries(values).flatMap(([name, given]: [string, readonly string[]]) =>
      placeholders(tables.en[`${family}.${name}` as TextKey])
        .filter((one) => !given.includes(one))
        .map((one) => `${name}: ${one}`),
    );

    expect(wrong).toEqual([]);
  });
});
