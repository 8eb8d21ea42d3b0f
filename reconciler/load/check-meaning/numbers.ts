/** Phone numbers: a plan speaks of numbers that there are, and a number ends in one way. */
import { errorAt, inFile, type Problem, pointerOf } from '../problem.ts';
import type { Tree } from '../tree.ts';

/** Wishes for numbers that the device's file does not have, and numbers that both moved and ended. Closed plans are history and left alone. */
export function* numbers(tree: Tree): Generator<Problem> {
  for (const { path, doc } of tree.entries('offboarding').values()) {
    if (doc.closed !== undefined) continue;
    for (const tag of Object.keys(doc.numbers ?? {})) {
      const device = tree.entries('device').get(tag)?.doc;
      if (device === undefined || device.number !== undefined) continue;
      const text = {
        message: `${tag} has no phone number in its file.`,
        hint: 'Write `number: {value: "+46…"}` there, or strike it here.',
      };
      yield inFile(path, { ...errorAt(pointerOf('numbers', tag), 'number-missing', text), at: 'key' });
    }
  }
  for (const { path, doc } of tree.entries('device').values()) {
    if (doc.number?.moved === undefined || doc.number.ended === undefined) continue;
    const text = { message: 'A number that went over to the person has not ended.', hint: 'Keep the one that is true.' };
    yield inFile(path, errorAt('/number/ended', 'moved-and-ended', text));
  }
}
