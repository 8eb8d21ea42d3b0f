/** Makes docs/pictures/release-pull-request.png: the body of a release of the practice company, in a page that looks like a forge. Run by hand: `node test/pictures/release.ts`. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Proposal } from '../../reconciler/model/proposal.ts';
import { pullBody, pullTitle } from '../../reconciler/record/pull-text.ts';
import { hash, release } from '../unit/record/propose.world.ts';
import { toGrey } from './grey-png.ts';

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

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function inline(text: string): string {
  const spans = text
    .split(/(`[^`]+`)/u)
    .map((part) => (part.startsWith('`') ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : plain(part)));
  return spans.join('');
}

function plain(text: string): string {
  return escapeHtml(text.replaceAll(/\\([^\w\s])/gu, '$1').replaceAll('**', ''));
}

function row(line: string, cell: 'th' | 'td'): string {
  const cells = line.split('|').slice(1, -1);
  return `<tr>${cells.map((one) => `<${cell}>${inline(one.trim())}</${cell}>`).join('')}</tr>`;
}

/** As much of GitHub-flavoured Markdown as our own bodies are written in. */
function block(text: string): string {
  const lines = text.split('\n');
  const [first = ''] = lines;
  if (first.startsWith('## ')) return `<h2>${inline(first.slice(3))}</h2>`;
  if (first.startsWith('|'))
    return `<table>${lines
      .filter((line) => !line.startsWith('| ---'))
      .map((line, at) => row(line, at === 0 ? 'th' : 'td'))
      .join('')}</table>`;
  if (first.startsWith('- ['))
    return lines.map((line) => `<div class="box"><i>${line.startsWith('- [x]') ? '✓' : ''}</i>${inline(line.slice(6))}</div>`).join('');
  if (first.startsWith('```')) return `<pre>${escapeHtml(lines.slice(1, -1).join('\n'))}</pre>`;
  if (first.startsWith('**')) return `<p><b>${inline(first)}</b></p>`;
  return first === '---' ? `<hr><small>${lines.slice(1).map(inline).join('<br>')}</small>` : `<p>${lines.map(inline).join(' ')}</p>`;
}

const STYLE = `body{margin:0;padding:20px 24px;width:752px;font:14px/1.45 'DejaVu Sans',sans-serif;color:#1f2328;background:#fff}
h1{font-size:21px;margin:0 0 4px}h1 span{color:#59636e;font-weight:400}h2{font-size:16px;margin:16px 0 6px;border-bottom:1px solid #d1d9e0;padding-bottom:4px}
table{border-collapse:collapse;font-size:12.5px}th,td{border:1px solid #d1d9e0;padding:5px 8px;text-align:left;vertical-align:top}th{background:#f6f8fa}td:last-child code{white-space:nowrap}
code,pre{font:12px 'DejaVu Sans Mono',monospace;background:#eff1f3;border-radius:4px;padding:1px 4px}pre{padding:10px;margin:8px 0}p{margin:8px 0}
.label{display:inline-block;border:1px solid #d1d9e0;border-radius:10px;padding:0 8px;font-size:12px;margin:0 4px 6px 0;background:#ededed}
.box{margin:3px 0}.box i{display:inline-block;width:12px;height:12px;border:1px solid #59636e;border-radius:2px;margin-right:8px;font:700 11px/12px sans-serif;text-align:center;vertical-align:-1px}
hr{border:0;border-top:1px solid #d1d9e0;margin:14px 0 8px}small{color:#59636e}`;

function page(): string {
  const one = proposal();
  const origin = { locale: 'en', run: '20270115T010004Z-5c1d20aa', plan: hash('plan'), journalHead: hash('journal'), boxes: true } as const;
  const labels = ['lastday', 'lastday:release', 'lastday:urgent'].map((label) => `<span class="label">${label}</span>`).join('');
  const parts = pullBody(one, origin)
    .trimEnd()
    .split(/\n\n(?![^`]*\n```(?:\n|$))/u);
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><h1>${escapeHtml(pullTitle(one, 'en'))} <span>#12</span></h1>${labels}${parts.map(block).join('')}`;
}

const folder = mkdtempSync(join(tmpdir(), 'lastday-picture-'));
const target = join(import.meta.dirname, '../../docs/pictures/release-pull-request.png');
writeFileSync(join(folder, 'page.html'), page());
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--hide-scrollbars',
  '--disable-lcd-text',
  '--force-device-scale-factor=1',
  `--user-data-dir=${folder}/profile`,
];
execFileSync('chromium', [...flags, '--window-size=800,1140', `--screenshot=${target}`, `file://${folder}/page.html`], { stdio: 'ignore' });
writeFileSync(target, toGrey(readFileSync(target)));
rmSync(folder, { recursive: true, force: true });
