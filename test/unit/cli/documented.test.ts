/** docs/commands.md says everything that the table of commands says, and nothing that is not there. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../reconciler/cli/commands.ts';
import { EXITS } from '../../../reconciler/cli/exit.ts';

const page = readFileSync(new URL('../../../docs/commands.md', import.meta.url), 'utf8');
const [preface = '', ...parts] = page.split(/^## /mu);
const sections = new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), part]));

const SHARED = ['--json', '--help', '--version'];

function optionsOf(flags: string): string[] {
  return flags.match(/--[a-z][a-z-]*/gu) ?? [];
}

describe('docs/commands.md', () => {
  it('has a section for each command, in the order of the help', () => {
    expect([...sections.keys()]).toEqual(COMMANDS.map((one) => one.name));
  });

  it.each(COMMANDS.map((one) => [one.name, one] as const))(
    '%s: every option, with an example or a word that there are none',
    (name, spec) => {
      const section = sections.get(name) ?? '';

      const missing = spec.flags.flatMap(([flags]) => optionsOf(flags)).filter((option) => !section.includes(option));

      expect(missing).toEqual([]);
      expect(section).toMatch(/^\$ lastday |lastday (completion|help) |No options\./mu);
    },
  );

  it.each(COMMANDS.map((one) => [one.name, one] as const))('%s: no option in its table that it does not have', (name, spec) => {
    const rows = (sections.get(name) ?? '').split('\n').filter((line) => line.startsWith('|'));
    const first = rows.map((row) => row.split('|')[1] ?? '').join(' ');

    const unknown = optionsOf(first).filter((option) => !spec.flags.some(([flags]) => optionsOf(flags).includes(option)));

    expect(unknown).toEqual([]);
  });

  it('shows only calls that the command line takes', () => {
    const known = new Set([...SHARED, ...COMMANDS.flatMap((one) => one.flags.flatMap(([flags]) => optionsOf(flags)))]);
    const calls = [...page.matchAll(/^\$ lastday ([a-z-]+)(.*)$/gmu)];

    expect(calls.length).toBeGreaterThan(12);
    for (const [, name = '', rest = ''] of calls) {
      expect(COMMANDS.map((one) => one.name)).toContain(name);
      expect(optionsOf(rest).filter((option) => !known.has(option))).toEqual([]);
    }
  });

  it('explains every exit code', () => {
    for (const { code } of EXITS) expect(preface).toContain(`| ${code} |`);
    expect(preface).toContain(
      EXITS.map(({ code }) => code)
        .slice(0, -1)
        .join(', '),
    );
  });
});
