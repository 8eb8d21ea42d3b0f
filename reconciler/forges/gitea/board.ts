/** The board at Gitea and Forgejo: one issue of ours, found by its label and edited in place. */
import { BOARD, isSame, unixLines, withinLimit } from '../rest/body.ts';
import { WireIssue } from '../rest/wire.ts';
import { type Desk, PAGE } from './desk.ts';
import { numbersOf } from './labels.ts';

const MARKER = '<!-- lastday:board -->';

/** Boards of ours: open ones first, then the oldest. */
async function findBoards(desk: Desk): Promise<WireIssue[]> {
  const me = await desk.me();
  const query = { labels: BOARD, state: 'all', type: 'issues', limit: PAGE };
  const found = await desk.client.all(`${desk.path}/issues`, query, { wire: WireIssue, most: 5, by: 'number' });
  const issues = found.filter((issue) => issue.pull_request === undefined || issue.pull_request === null);
  const ours = issues.filter((issue) => isSame(issue.user?.login, me) && issue.body?.includes(MARKER) === true);
  return ours.sort((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed') || a.number - b.number);
}

/** Writes the board and returns its address. A second one, made because an answer was lost, is closed. */
export async function writeBoard(desk: Desk, title: string, text: string): Promise<string> {
  const body = `${withinLimit(text).trimEnd()}\n\n${MARKER}`;
  const [board, ...others] = await findBoards(desk);
  if (board === undefined) {
    const values = { title, body, labels: await numbersOf(desk, [BOARD]) };
    return (await desk.client.call({ method: 'POST', path: `${desk.path}/issues`, body: values }, WireIssue)).html_url;
  }
  for (const other of others) {
    if (other.state === 'closed') continue;
    await desk.client.call({ method: 'PATCH', path: `${desk.path}/issues/${other.number}`, body: { state: 'closed' } }, WireIssue);
  }
  const isThere = board.title === title && unixLines(board.body ?? '').trim() === body.trim();
  if (!isThere) await desk.client.call({ method: 'PATCH', path: `${desk.path}/issues/${board.number}`, body: { title, body } }, WireIssue);
  return board.html_url;
}
