/** Lists of which every page says that another one follows: they are counted, so that no night reads for ever. */
import { expect, it } from 'vitest';
import { pageCounter } from '../../../../reconciler/systems/http/pages.ts';

it('ten thousand pages are a list, and one more is none', () => {
  const count = pageCounter({ where: 'workspace', operation: 'read users' });

  expect(() => {
    for (let page = 1; page <= 10_000; page += 1) count();
  }).not.toThrow();
  expect(count).toThrow(expect.objectContaining({ name: 'Fault', message: 'the pages of a list do not end', operation: 'read users' }));
});
