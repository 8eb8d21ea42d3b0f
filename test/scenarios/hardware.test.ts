/** What happens to hardware, as stories that somebody from HR can read and judge: the files of `goldens/`. */
import { expect, it } from 'vitest';
import { MATRIX } from './hardware.ts';
import { LEAVINGS } from './leavings.ts';
import { tell } from './tell.ts';

it.each([...MATRIX, ...LEAVINGS])('%s', async (name, story) => {
  await expect(await tell(story)).toMatchFileSnapshot(`goldens/${name}.md`);
});
