import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OLDEST_NODE, refuseOldNode } from '../../../reconciler/cli/node-version.ts';

describe('the version of Node', () => {
  it.each(['22.18.0', '22.20.1', '23.0.0', '24.21.0', '100.0.0'])('%s will do', (version) => {
    expect(() => refuseOldNode(version)).not.toThrow();
  });

  it.each(['22.17.9', '22.9.0', '20.20.2', '18.0.0', '9.99.9'])('%s is too old, and is told so', (version) => {
    expect(() => refuseOldNode(version)).toThrow(`this is Node ${version}, which is too old.`);
  });

  it('is the one that the package asks for', () => {
    const { engines } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      engines: { node: string };
    };

    expect(engines.node).toBe(`>=${OLDEST_NODE}`);
  });
});
