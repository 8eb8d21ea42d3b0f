/** Makes docs/pictures/release-pull-request.png: the body of a release of the practice company, in a page that looks like a forge. Run by hand: `node test/pictures/release.ts`. */
import { join } from 'node:path';
import type { Proposal } from '../../reconciler/model/proposal.ts';
import { pullBody, pullTitle } from '../../reconciler/record/pull-text.ts';
import { hash, release } from '../unit/record/propose.world.ts';
import { takePicture } from './page.ts';

const PERSON = 'e-1042';
const DAY = '2027-01-15';

/** Two devices of one leaver, approved by the plan. */
function proposal(): Proposal {
  const because = (tag: string) => ({
    rule: 'disposition-plan',
    file: `state/offboardings/${PERSON}.yaml`,
    pointer: `/devices/${tag}`,
    line: 7,
  });
  const one = (tag: string, type: string, text: string) => ({
    ...release(PERSON, tag).lines[0],
    tag,
    text,
    values: { device: tag, type, from: PERSON, since: DAY, lease: 'hy-2024-017' },
    because: because(tag),
  });
  const items = (...steps: readonly string[]) => steps.map((text) => ({ text, done: text === 'recovery-key' }));
  return {
    ...release(PERSON, 'LT-0042'),
    day: DAY,
    key: `release/${PERSON}-${DAY}`,
    files: ['LT-0042', 'PH-0107'].map((tag) => ({ file: `state/devices/${tag}.yaml`, edits: [] })),
    lines: [one('LT-0042', 'laptop', 'return-to-lessor'), one('PH-0107', 'phone', 'release-awaited')],
    checklist: [
      { tag: 'LT-0042', items: items('return', 'condition', 'recovery-key', 'wipe-purge', 'send') },
      { tag: 'PH-0107', items: items('return', 'condition', 'unlock', 'sim', 'wipe') },
    ],
    approved: 'c'.repeat(64),
  } as unknown as Proposal;
}

const one = proposal();
const origin = { locale: 'en', run: '20270115T010004Z-5c1d20aa', plan: hash('plan'), journalHead: hash('journal'), boxes: true } as const;
const labels = ['lastday', 'lastday:release', 'lastday:urgent'];
const target = join(import.meta.dirname, '../../docs/pictures/release-pull-request.png');
takePicture({ title: pullTitle(one, 'en'), number: 12, labels, body: pullBody(one, origin) }, target, 1140);
