/** Readings kept from one run to the next, in the folder that the runner names: sealed under the key of the month, and forgotten with it. */
import type { World } from '../cli/context.ts';
import type { EarlierReadings } from '../ports.ts';
import { keyName } from '../record/capture.ts';

/** What keeping a reading takes of the process. */
export type Keeper = Pick<World, 'clock' | 'env' | 'sealer' | 'readFile' | 'writeFile' | 'resolve' | 'folder'>;

function folderOf({ env, resolve, folder }: Keeper): string | null {
  const named = env('LASTDAY_CACHE') ?? '';
  return named === '' ? null : resolve(folder, named);
}

/** A place that fails is an empty one: what it holds is only there to spare work. */
async function orNull<T>(act: () => Promise<T | null>): Promise<T | null> {
  try {
    return await act();
  } catch {
    return null;
  }
}

/** Opens the folder; null when the runner names none. A file that was not sealed with this month's key is as good as none. */
export function openEarlierReadings(world: Keeper): EarlierReadings | null {
  const folder = folderOf(world);
  if (folder === null) return null;
  const pathOf = (system: string) => world.resolve(folder, `${system}.sealed`);
  const month = () => world.clock.now().slice(0, 7);
  return {
    load: (system) =>
      orNull(async () => {
        const file = await world.readFile(pathOf(system));
        return file === null ? null : (await world.sealer()).open(keyName(month()), new TextDecoder().decode(file));
      }),
    async save(system, bytes) {
      await orNull(async () => {
        const sealed = (await world.sealer()).seal(month(), bytes);
        if (sealed !== null) await world.writeFile(pathOf(system), sealed.bytes, true);
        return null;
      });
    },
  };
}

/** Why nothing is kept between two runs, as the end of a sentence; null when it is. Throws Fault when the key cannot be had. */
export async function whyNothingIsKept(world: Keeper): Promise<string | null> {
  if (folderOf(world) === null) return 'the runner names no folder in LASTDAY_CACHE';
  const month = world.clock.now().slice(0, 7);
  return (await world.sealer()).seal(month, new Uint8Array()) === null ? `there is no capture key for ${month}` : null;
}
