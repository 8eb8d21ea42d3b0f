/** A pull request's title, labels and body as a picture, in a page that looks like a forge: for the documentation, and to look at. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toGrey } from './grey-png.ts';

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

/** What is shown. */
export interface Shown {
  readonly title: string;
  readonly number: number;
  readonly labels: readonly string[];
  /** Markdown, as our bodies are written. */
  readonly body: string;
}

function pageOf({ title, number, labels, body }: Shown): string {
  const tags = labels.map((label) => `<span class="label">${label}</span>`).join('');
  const parts = body.trimEnd().split(/\n\n(?![^`]*\n```(?:\n|$))/u);
  const head = `<h1>${escapeHtml(title)} <span>#${number}</span></h1>`;
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${head}${tags}${parts.map(block).join('')}`;
}

/** Writes the picture, of 800 points in width and this height. */
export function takePicture(shown: Shown, target: string, height: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'lastday-picture-'));
  writeFileSync(join(folder, 'page.html'), pageOf(shown));
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    '--disable-lcd-text',
    '--force-device-scale-factor=1',
    `--user-data-dir=${folder}/profile`,
  ];
  const page = [`--window-size=800,${height}`, `--screenshot=${target}`, `file://${folder}/page.html`];
  execFileSync('chromium', [...flags, ...page], { stdio: 'ignore' });
  writeFileSync(target, toGrey(readFileSync(target)));
  rmSync(folder, { recursive: true, force: true });
}
