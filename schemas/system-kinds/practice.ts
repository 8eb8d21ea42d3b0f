/** `kind: practice` in `policies/systems/<id>.yaml`. */
import { z } from 'zod';
import { opt, req } from '../primitives.ts';
import { shared } from './shared.ts';

/** A JSON file that behaves like a directory and an inventory. */
export const PracticeSystem = z.strictObject({
  kind: req(
    z.literal('practice'),
    'A JSON file that behaves like a directory and an inventory; for demonstration, training and tests.',
    'practice',
  ),
  ...shared,
  world: req(
    z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/u),
    'The world file below the export folder that the runner names.',
    'ad.json',
  ),
  pageSize: opt(z.int().min(1).max(10_000), 'Records per page. Default: 50.', 50),
});
