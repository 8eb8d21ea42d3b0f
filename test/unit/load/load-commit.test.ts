/** Loading a commit: one listing, one batch, a cache that may be anything, and nothing of the work tree. */
import { describe, expect, it } from 'vitest';
import { type CacheStore, openCache } from '../../../reconciler/load/cache.ts';
import { loadCommit, loadFiles } from '../../../reconciler/load/load.ts';
import { readerOf } from './memory-reader.ts';
import { edited, makeFile, makeFiles } from './world.ts';

function memoryStore(bytes: Uint8Array | null = null): CacheStore & { bytes: Uint8Array | null; writes: number } {
  const store = {
    bytes,
    writes: 0,
    read: async () => store.bytes,
    write: async (next: Uint8Array) => {
      store.bytes = next;
      store.writes += 1;
    },
  };
  return store;
}

async function filledStore() {
  const store = memoryStore();
  const reader = readerOf(makeFiles());
  const cache = await openCache(store);
  await loadCommit(reader, reader.commits[0]!, { cache });
  await cache.save();
  return store;
}

describe('a commit', () => {
  it('is read with one listing and one batch', async () => {
    const reader = readerOf(makeFiles());

    const { desired, diagnostics } = await loadCommit(reader, reader.commits[0]!);

    expect(diagnostics).toEqual([]);
    expect(desired?.employees.size).toBe(3);
    expect(reader.asked).toMatchObject({ trees: 1, batches: 1 });
  });

  it('gives the same as the files in memory, in whatever order they are listed', async () => {
    const files = makeFiles(edited('state/employees/e-1042.yaml', 'manager: e-1012', 'manager: e-9'));
    const reader = readerOf(files.toReversed());

    const { diagnostics, desired } = await loadCommit(reader, reader.commits[0]!);

    const inMemory = loadFiles(files, reader.commits[0]!);
    expect(diagnostics).toEqual(inMemory.diagnostics);
    expect(desired).toEqual(inMemory.desired);
  });

  it('holds every file by its blob, and leaves out what is not ours', async () => {
    const reader = readerOf([...makeFiles(), makeFile('README.md', 'x'), makeFile('state/README.md', 'x')]);

    const { desired } = await loadCommit(reader, reader.commits[0]!);

    expect(desired?.files.size).toBe(makeFiles().length);
    expect(desired?.files.get('policies/access.yaml')).toBe(makeFiles().find((file) => file.path === 'policies/access.yaml')?.id);
    expect(reader.asked.blobs).toHaveLength(makeFiles().length);
  });

  it('reads two files with one content for both', async () => {
    const text = 'id: e-1\nperson: withheld\nkind: employee\n';
    const reader = readerOf([...makeFiles({ 'state/employees/e-1.yaml': text }), makeFile('state/employees/e-2.yaml', text)]);

    const { diagnostics } = await loadCommit(reader, reader.commits[0]!);

    expect(diagnostics.map((one) => `${one.file} ${one.code}`)).toEqual(['state/employees/e-2.yaml id-not-file-name']);
  });
});

describe('the cache', () => {
  it('reads nothing when nothing has changed, and gives the same', async () => {
    const store = await filledStore();
    const reader = readerOf(makeFiles());
    const cache = await openCache(store);

    const loaded = await loadCommit(reader, reader.commits[0]!, { cache });
    await cache.save();

    expect(reader.asked.blobs).toEqual([]);
    expect(loaded).toEqual(await loadCommit(reader, reader.commits[0]!));
    expect(store.writes).toBe(1);
  });

  it('reads only what has changed', async () => {
    const reader = readerOf(makeFiles(edited('state/devices/PH-0101.yaml', 'SN-0101', 'SN-0102')));

    const { desired } = await loadCommit(reader, reader.commits[0]!, { cache: await openCache(await filledStore()) });

    expect(reader.asked.blobs).toHaveLength(1);
    expect(desired?.devices.get('PH-0101' as never)?.serial).toBe('SN-0102');
  });

  it('places errors between cached files by reading those files only', async () => {
    const reader = readerOf(makeFiles({ 'state/employees/x-2001.yaml': null, 'state/devices/TB-0003.yaml': null }));
    const two = readerOf(makeFiles({ 'state/employees/e-1012.yaml': null }));
    await loadCommit(reader, reader.commits[0]!);

    const { diagnostics } = await loadCommit(two, two.commits[0]!, { cache: await openCache(await filledStore()) });

    expect(diagnostics.length).toBeGreaterThan(3);
    expect(diagnostics.every((one) => one.line > 0)).toBe(true);
    expect(two.asked.blobs.length).toBeLessThan(10);
  });

  it('does not take a document for another kind or name because the bytes are the same', async () => {
    const store = await filledStore();
    const text = new TextDecoder().decode(makeFiles().find((file) => file.path === 'state/employees/x-2001.yaml')?.bytes);
    const reader = readerOf([...makeFiles({ 'state/employees/x-2001.yaml': null }), makeFile('state/employees/x-2002.yaml', text)]);

    const { diagnostics } = await loadCommit(reader, reader.commits[0]!, { cache: await openCache(store) });

    expect(diagnostics.map((one) => one.code)).toEqual(['id-not-file-name']);
  });

  it('keeps no document about which something is to be said', async () => {
    const store = memoryStore();
    const reader = readerOf(makeFiles(edited('state/employees/e-1042.yaml', 'Anna', 'Аnna')));

    for (let round = 0; round < 2; round += 1) {
      const cache = await openCache(store);
      const { diagnostics } = await loadCommit(reader, reader.commits[0]!, { cache });
      await cache.save();

      expect(diagnostics.map((one) => one.code)).toEqual(['mixed-script']);
    }
  });

  it('is as good as none when any byte of it is different', async () => {
    const { bytes } = await filledStore();
    const step = 97;
    for (let at = 0; at < bytes!.length; at += step) {
      const wounded = Uint8Array.from(bytes!);
      wounded[at] = (wounded[at] ?? 0) ^ 1;
      const cache = await openCache(memoryStore(wounded));

      expect(cache.get(makeFiles()[0]!.id)).toBeUndefined();
    }
  });

  it.each([0, 1, 31, 32, 33, 100, 1000])('is as good as none when cut off at byte %i', async (length) => {
    const { bytes } = await filledStore();

    const cache = await openCache(memoryStore(bytes!.slice(0, length)));

    expect(cache.get(makeFiles()[0]!.id)).toBeUndefined();
  });

  it('is as good as none when it cannot be read, and no error when it cannot be written', async () => {
    const broken: CacheStore = { read: () => Promise.reject(new Error('EIO')), write: () => Promise.reject(new Error('EROFS')) };
    const reader = readerOf(makeFiles());
    const cache = await openCache(broken);

    const { diagnostics } = await loadCommit(reader, reader.commits[0]!, { cache });

    expect(diagnostics).toEqual([]);
    await expect(cache.save()).resolves.toBeUndefined();
  });

  it('forgets what is no longer asked for once that is most of it', async () => {
    const store = await filledStore();
    const small = readerOf(makeFiles().slice(0, 2));
    const cache = await openCache(store);

    await loadCommit(small, small.commits[0]!, { cache });
    await cache.save();

    const after = await openCache(store);
    expect(after.get(makeFiles()[0]!.id)).toBeDefined();
    expect(after.get(makeFiles()[5]!.id)).toBeUndefined();
  });
});
