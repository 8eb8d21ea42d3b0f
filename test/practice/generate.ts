/** Writes the people and devices of the practice company that no story tells about; the rest of `state/` is written by hand. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crowd } from './crowd.ts';
import { stock } from './stock.ts';
import { deviceText, employeeText } from './yaml.ts';

/** Text of every file of the two tables, by path. */
export function generated(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const one of crowd) files.set(`state/employees/${one.id}.yaml`, employeeText(one));
  for (const one of stock) files.set(`state/devices/${one.id}.yaml`, deviceText(one));
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = new URL('../../', import.meta.url);
  for (const [path, text] of generated()) writeFileSync(new URL(path, root), text);
}
