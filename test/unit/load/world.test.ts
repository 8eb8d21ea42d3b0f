/** The small world is valid, has every kind, and loading grows with the number of files, not with its square. */
import { expect, it } from 'vitest';
import { inputsOf } from '../../../reconciler/load/inputs.ts';
import { loadFiles } from '../../../reconciler/load/load.ts';
import { parseYaml } from '../../../reconciler/load/parse-yaml.ts';
import { placeFiles } from '../../../reconciler/load/paths.ts';
import { buildTree } from '../../../reconciler/load/tree.ts';
import { kinds } from '../../../schemas/emit.ts';
import { makeFiles, WORLD } from './world.ts';

it('is valid', () => {
  const { desired, diagnostics } = loadFiles(makeFiles(), null);

  expect(diagnostics).toEqual([]);
  expect(desired?.broken.size).toBe(0);
  expect(desired?.policy.access.cutOff).toBe('16:00');
  expect(desired?.commit).toBeNull();
});

it('has a file of every kind', () => {
  const found = new Set(placeFiles(makeFiles()).placed.map((file) => file.kind));

  expect([...found].toSorted()).toEqual(kinds().toSorted());
});

it('knows which files each person rests on', () => {
  const { placed } = placeFiles(makeFiles());
  const builder = buildTree(placed);
  for (const file of placed) {
    const parsed = parseYaml(WORLD[file.path] ?? '');
    if ('value' in parsed) builder.add(file, parsed.value);
  }

  const inputs = inputsOf(builder.finish(true));

  expect([...(inputs.get('e-1042' as never) ?? [])].toSorted()).toEqual([
    'state/devices/LT-0042.yaml',
    'state/devices/PH-0101.yaml',
    'state/employees/e-1042.yaml',
    'state/exceptions/ex-1.yaml',
    'state/holds/m-7.yaml',
    'state/offboardings/e-1042.yaml',
  ]);
});

it('takes about four times as long for four times the files', () => {
  const time = (count: number) => {
    const files = makeFiles(
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          [
            `state/employees/q-${index}.yaml`,
            `id: q-${index}\nperson: withheld\nkind: employee\nmanager: q-${Math.max(0, index - 1)}x\naccounts: [{system: ad, login: l${index}}]\n`,
          ],
          [
            `state/devices/Q-${index}.yaml`,
            `id: Q-${index}\ntype: phone\nserial: s${index}\nstatus: in-use\nholder: q-${index}\nownership: owned\n`,
          ],
        ]).flat(),
      ),
    );
    const start = performance.now();
    const { diagnostics } = loadFiles(files, null);
    expect(diagnostics).toHaveLength(count);
    return performance.now() - start;
  };
  time(200);
  const small = Math.min(time(300), time(300));
  const large = time(1200);

  expect(large / small).toBeLessThan(11);
});
