/** The first night of a repository: everybody whose last day has passed already, and how their access stands. Later nights tell only what is new. */
import type { EmployeeId } from '../../../schemas/primitives.ts';
import { text } from '../../texts/text.ts';
import { isSilent, lifeOf } from '../facts.ts';
import type { Page } from '../page.ts';
import type { ReportView } from '../view.ts';

/** How the access of somebody stands whose last day has passed. */
type Standing = 'ended' | 'handed' | 'waits' | 'off';

const STANDINGS: readonly Standing[] = ['ended', 'handed', 'waits', 'off'];

/** So many ids of one standing are shown. */
const MOST = 100;

function standingOf(view: ReportView, person: EmployeeId): Standing {
  const { plan, outcomes } = view;
  const own = outcomes.filter((one) => one.person === person && one.kind === 'disable').map((one) => one.outcome);
  const isOpen = plan.forecast.some((line) => line.person === person && line.cutOff <= plan.asOf);
  if (own.includes('handed-over')) return 'handed';
  if (own.length > 0) return own.every((outcome) => outcome === 'verified' || outcome === 'already-so') ? 'ended' : 'waits';
  return isOpen ? 'waits' : 'off';
}

/** Whose last day has passed, by how their access stands; nothing on any night but the first. */
export function writeLeft(page: Page, view: ReportView): void {
  const { locale, desired, memory } = view;
  if (memory === null || memory.runs.length > 0) return;
  const groups = new Map<Standing, EmployeeId[]>();
  for (const employee of desired.employees.values()) {
    if (lifeOf(view, employee) !== 'left' || isSilent(view, employee.id)) continue;
    const standing = standingOf(view, employee.id);
    groups.set(standing, [...(groups.get(standing) ?? []), employee.id]);
  }
  if (groups.size === 0) return;
  const count = [...groups.values()].reduce((sum, people) => sum + people.length, 0);
  page.heading(text(locale, 'night.left', { n: String(count) }));
  for (const standing of STANDINGS) {
    const people = groups.get(standing);
    if (people === undefined) continue;
    const more = people.length > MOST ? ` ${text(locale, 'plan.more', { n: String(people.length - MOST) })}` : '';
    page.row([2, 17], ['', text(locale, `night.left-${standing}`), people.slice(0, MOST).join(', ') + more]);
  }
}
