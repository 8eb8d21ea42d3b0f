/** The board at GitHub: one issue of ours, found by its label and edited in place. */
import { BOARD as LABEL, withinLimit } from '../rest/body.ts';
import { WireIssue } from '../rest/wire.ts';
import type { Desk } from './pulls.ts';

const MARKER = '<!-- lastday:board -->';

/** Boards of ours: open ones first, then the oldest. */
async function findBoards(desk: Desk): Promise<WireIssue[]> {
  const me = (await desk.me()).toLowerCase();
  const found = await desk.client.all('GET /repos/{owner}/{repo}/issues', { labels: LABEL, state: 'all' }, { wire: WireIssue, pages: 5 });
  const ours = found.filter(
    (issue) => issue.pull_request === undefined && issue.user?.login.toLowerCase() === me && issue.body?.includes(MARKER) === true,
  );
  return ours.sort((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed') || a.number - b.number);
}

/** Writes the board and returns its address. A second one, made because a list lagged, is closed. */
export async function writeBoard(desk: Desk, title: string, text: string): Promise<string> {
  const body = `${withinLimit(text).trimEnd()}\n\n${MARKER}`;
  const [board, ...others] = await findBoards(desk);
  if (board === undefined) {
    const values = { title, body, labels: [LABEL] };
    return (await desk.client.call('POST /repos/{owner}/{repo}/issues', values, WireIssue)).html_url;
  }
  const route = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
  for (const other of others) {
    if (other.state === 'open') await desk.client.call(route, { issue_number: other.number, state: 'closed' }, WireIssue);
  }
  const isSame = board.title === title && board.body?.replaceAll('\r\n', '\n').trim() === body.trim();
  if (!isSame) await desk.client.call(route, { issue_number: board.number, title, body }, WireIssue);
  return board.html_url;
}
