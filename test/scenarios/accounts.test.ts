/** What happens to accounts, as stories that somebody from HR can read and judge: the files of `goldens/`. */
import { expect, it } from 'vitest';
import { ACCOUNTS } from './accounts.ts';
import { tell } from './tell.ts';

it.each(ACCOUNTS)('%s', async (name, story) => {
  await expect(await tell(story)).toMatchFileSnapshot(`goldens/${name}.md`);
});
