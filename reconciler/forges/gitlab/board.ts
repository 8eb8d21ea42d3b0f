/** The board at GitLab: one issue of ours, found by its label and edited in place. */
import { BOARD, isSame, unixLines, withinLimit } from '../rest/body.ts';
import type { Desk } from './merges.ts';
import { WireIssue } from './wire.ts';

const MARKER = '<!-- lastday:board -->';

/** Boards of ours: open ones first, then the oldest. */
async function findBoards(desk: Desk): Promise<WireIssue[]> {
  const me = await desk.me();
  const query = { labels: BOARD, scope: 'all', per_page: 100 };
  const found = await desk.client.all(`${desk.path}/issues`, query, { wire: WireIssue, most: 5, by: 'link' });
  const ours = found.filter((issue) => isSame(issue.author?.username, me) && issue.description?.includes(MARKER) === true);
  return ours.sort((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed') || a.iid - b.iid);
}

/** Writes the board and returns its address. A second one, made because an answer was lost, is closed. */
export async function writeBoard(desk: Desk, title: string, text: string): Promise<string> {
  const description = `${withinLimit(text).trimEnd()}\n\n${MARKER}`;
  const [board, ...others] = await findBoards(desk);
  if (board === undefined) {
    const body = { title, description, labels: BOARD };
    return (await desk.client.call({ method: 'POST', path: `${desk.path}/issues`, body }, WireIssue)).web_url;
  }
  for (const other of others) {
    if (other.state === 'closed') continue;
    await desk.client.call({ method: 'PUT', path: `${desk.path}/issues/${other.iid}`, body: { state_event: 'close' } }, WireIssue);
  }
  const isThere = board.title === title && unixLines(board.description ?? '').trim() === description.trim();
  const body = { title, description };
  if (!isThere) await desk.client.call({ method: 'PUT', path: `${desk.path}/issues/${board.iid}`, body }, WireIssue);
  return board.web_url;
}
