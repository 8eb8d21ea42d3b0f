/** The export folder: nothing outside of it is ever opened, and a file is read whole or not at all. */
import { chmod, mkdir, mkdtemp, open, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LARGEST, openExportFolder } from '../../../reconciler/systems/export-folder.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastday-exports-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function failure(action: Promise<unknown>): Promise<string> {
  const error: unknown = await action.then(
    () => 'nothing failed',
    (one: unknown) => one,
  );
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

describe('the export folder', () => {
  it.each([
    ['is not named', null, 'Fault: no export folder is given; LASTDAY_EXPORTS names it'],
    ['does not exist', '/nonexistent-lastday', 'Fault: the export folder does not exist'],
  ])('that %s', async (_, path, message) => {
    expect(await failure(openExportFolder(path, 'vpn').read('a.csv'))).toBe(message);
  });

  it('is not left by a link, by a folder in the place of a file, or by dots', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'lastday-outside-'));
    await writeFile(join(outside, 'secret.csv'), 'id\n1\n');
    await symlink(join(outside, 'secret.csv'), join(folder, 'link.csv'));
    await symlink(folder, join(folder, 'self.csv'));
    const exports = openExportFolder(folder, 'vpn');

    expect(await failure(exports.read('link.csv'))).toBe('Fault: link.csv leads out of the export folder');
    expect(await failure(exports.stamp('link.csv'))).toBe('Fault: link.csv leads out of the export folder');
    expect(await failure(exports.replace('link.csv', 'x'))).toBe('Fault: link.csv leads out of the export folder');
    expect(await failure(exports.read('self.csv'))).toBe('Fault: self.csv leads out of the export folder');
    expect(await failure(exports.read(`../${outside.split('/').at(-1) ?? ''}/secret.csv`))).toContain('leads out of the export folder');
    expect(await readFile(join(outside, 'secret.csv'), 'utf8')).toBe('id\n1\n');
    await rm(outside, { recursive: true, force: true });
  });

  it('may have links and folders within', async () => {
    await mkdir(join(folder, 'vpn'));
    await writeFile(join(folder, 'vpn', 'real.csv'), 'id\n1\n');
    await symlink(join(folder, 'vpn', 'real.csv'), join(folder, 'link.csv'));
    const exports = openExportFolder(folder, 'vpn');

    const [direct, linked] = await Promise.all([exports.read('vpn/real.csv'), exports.read('link.csv')]);

    expect(new TextDecoder().decode(direct.bytes)).toBe('id\n1\n');
    expect(linked.stamp).toBe(direct.stamp);
    expect(linked.modified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u);
  });

  it('gives another stamp after every change', async () => {
    await writeFile(join(folder, 'a.json'), '{"a":1}');
    const exports = openExportFolder(folder, 'ad');

    const first = await exports.stamp('a.json');
    await exports.replace('a.json', '{"a":2}');
    const second = await exports.stamp('a.json');

    expect(second).not.toBe(first);
    expect(await readdir(folder)).toEqual(['a.json']);
    expect(await readFile(join(folder, 'a.json'), 'utf8')).toBe('{"a":2}');
  });

  it('refuses what is no plain file, or too large', async () => {
    await mkdir(join(folder, 'folder.csv'));
    await writeFile(join(folder, 'large.csv'), '');
    await truncate(join(folder, 'large.csv'), LARGEST + 1);
    const exports = openExportFolder(folder, 'vpn');

    expect(await failure(exports.read('folder.csv'))).toBe('Fault: folder.csv is not a plain file');
    expect(await failure(exports.read('large.csv'))).toBe(`Fault: large.csv is larger than ${LARGEST} bytes`);
    expect(await failure(exports.read('none.csv'))).toBe('Fault: none.csv does not exist below the export folder');
  });

  it('leaves the old file and nothing else when it cannot write', async () => {
    await mkdir(join(folder, 'closed'));
    await writeFile(join(folder, 'closed', 'a.json'), 'old');
    const exports = openExportFolder(folder, 'ad');
    await rm(join(folder, 'closed', 'a.json'));
    await mkdir(join(folder, 'closed', 'a.json'));
    await writeFile(join(folder, 'closed', 'a.json', 'inside'), '');

    expect(await failure(exports.replace('closed/a.json', 'new'))).toBe('Fault: closed/a.json cannot be written');
    expect(await readdir(join(folder, 'closed'))).toEqual(['a.json']);
  });

  it('notices a file that grows while it is read (C15)', async () => {
    const path = join(folder, 'growing.csv');
    await writeFile(path, `id\n${'1234567\n'.repeat(2_000_000)}`);
    const handle = await open(path, 'a');

    const reading = failure(openExportFolder(folder, 'vpn').read('growing.csv'));
    const state = { isReading: true };
    const growing = (async () => {
      while (state.isReading) await handle.write('more\n');
    })();
    const message = await reading;
    state.isReading = false;
    await growing;
    await handle.close();

    expect(message).toBe('Fault: growing.csv changed while it was read; the next run reads it again');
  });

  it('says so when a file cannot be opened', async () => {
    await writeFile(join(folder, 'closed.csv'), 'id\n');
    await chmod(join(folder, 'closed.csv'), 0o000);

    const message = await failure(openExportFolder(folder, 'vpn').read('closed.csv'));

    // An administrator may read every file.
    expect(message).toBe(process.getuid?.() === 0 ? 'nothing failed' : 'Fault: closed.csv cannot be read');
  });
});
