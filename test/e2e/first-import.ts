/** A first look at a system that runs: its people become files, nothing differs afterwards, and nothing is written there. The same for every kind. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../reconciler/model/plan.ts';
import { lastday, lastdayJson, type Shell } from '../fakes/command-line.ts';
import { makeRepository, type TestRepository } from '../fakes/repository.ts';

const AT = '2027-01-04T08:00:00Z';
const DIFFERENCES = /^(orphan-account|unlinked-account|disputed-account|.*-missing|undeclared-.*|system-not-read)$/u;

/** A system with people in it, of whom one has no sign-in any more. */
export interface FirstLook {
  /** The id of the system in the files. */
  readonly system: string;
  /** Its file, in `mode: observe` and without anything to write with. */
  readonly file: () => string;
  readonly credentials: () => Readonly<Record<string, string>>;
  /** How many people it has whose sign-in is on. */
  readonly people: number;
  /** Account ids of those whose sign-in is off. */
  readonly off: readonly string[];
  /** What the files declare afterwards, and what they must not. */
  readonly declared: readonly string[];
  readonly undeclared: readonly string[];
  /** What was written to it since it was asked last. */
  readonly writes: () => readonly unknown[];
}

/** The look, step by step. */
export function firstImport(look: FirstLook): void {
  const { system } = look;
  let repository: TestRepository;
  const shell = (at = AT): Shell => ({ folder: repository.root, at, credentials: look.credentials(), skipsWaits: true });

  describe(`an import from ${system}`, { timeout: 60_000 }, () => {
    it('makes files of everybody whose sign-in is on, and names the others by their ids', async () => {
      repository = makeRepository({
        'state/organisation.yaml':
          'name: Exempel AB\ntimeZone: Europe/Stockholm\nlocale: en\ncompanies:\n  - {id: se, name: Exempel AB, country: SE, currency: SEK}\nunits: []\ndesks: {it: {name: IT}}\n',
        'policies/access.yaml': 'cutOff: "24:00"\n',
        [`policies/systems/${system}.yaml`]: look.file(),
        'state/employees/e-0001.yaml':
          'id: e-0001\nperson: {name: Test Testsson, email: test@exempel.example}\nkind: employee\naccounts: []\n',
      });

      look.writes();

      const called = await lastday(shell(), 'import', system);

      const told = called.out.replaceAll(/\s+/gu, ' ');
      for (const id of look.off) expect(told).toContain(id);
      expect(called.exit, called.out + called.err).toBe(look.off.length > 0 ? 1 : 0);
      expect(called.out).not.toMatch(/@|Påhittad/u);
      expect(readdirSync(join(repository.root, 'state/employees'))).toHaveLength(look.people + 1);
    });

    it('declares what they hold themselves, and not what follows from it', () => {
      const folder = join(repository.root, 'state/employees');
      const text = readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .join('');

      for (const name of look.declared) expect(text).toContain(name);
      for (const name of look.undeclared) expect(text).not.toContain(name);
    });

    it('leaves files that are valid, and finds everything there when it is called again', async () => {
      const validated = await lastday(shell(), 'validate');
      repository.git('add', '-A');
      repository.git('commit', '-qm', 'Import');
      repository.git('push', '-q', 'origin', 'HEAD');
      const again = await lastday(shell(), 'import', system);

      expect([validated.exit, validated.err]).toEqual([0, '']);
      expect(again.out).toContain('0 files written');
      expect(repository.git('status', '--short')).toBe('');
    });

    it('is followed by a night without any difference but those that it named', async () => {
      const { json, exit, err } = await lastdayJson(shell('2027-01-05T02:00:00Z'), 'reconcile');

      const { plan, outcomes } = json as { plan: Plan; outcomes: readonly unknown[] };
      const found = plan.findings.filter((one) => DIFFERENCES.test(one.code)).map(({ code, subject }) => `${code} ${subject.account}`);
      expect({ exit, outcomes, changes: plan.changes, found: found.toSorted() }, err).toEqual({
        exit: 0,
        outcomes: [],
        changes: [],
        found: look.off.map((id) => `orphan-account ${id}`).toSorted(),
      });
    });

    it('changed nothing there', () => {
      expect(look.writes()).toEqual([]);
    });
  });
}
