/** The questions of `offboard` on a terminal: everything the person holds on one screen, then the days, and one question for each device. */
import type { Employee } from '../../../schemas/employee.ts';
import type { EmployeeId } from '../../../schemas/primitives.ts';
import { compareText } from '../../canonical.ts';
import { makePage } from '../../report/page.ts';
import { type Desk, findEmployee } from '../change/desk.ts';
import { saidText } from '../change/said.ts';
import { askDay, askEmployee, type Talk, talkAt } from '../change/talk.ts';
import { styleFor } from '../show.ts';
import { askDevices } from './ask-devices.ts';
import { type Leaving, writeHoldings } from './holdings.ts';
import { leftBehind } from './left-behind.ts';
import { planPlace } from './plan-files.ts';
import { type Seen, seenSaid } from './seen.ts';
import type { OffboardWish } from './wish.ts';

/** People whose id or name has these words in it. Names are only compared, never shown. */
function matching({ desired }: Desk, words: string): readonly EmployeeId[] {
  const wanted = words.toLowerCase();
  const found = [...desired.employees.values()].filter(
    ({ id, person }) => id === wanted || (person !== 'withheld' && person.name.toLowerCase().includes(wanted)),
  );
  return found.map((one) => one.id).toSorted(compareText);
}

async function askPerson(talk: Talk): Promise<EmployeeId> {
  for (;;) {
    const words = await talk.ask('ask.who');
    const found = words === '' ? [] : matching(talk.desk, words);
    const [only] = found;
    if (found.length === 1 && only !== undefined) return only;
    if (only === undefined) talk.tell('ask.nobody');
    else talk.tell('ask.which', { ids: found.slice(0, 20).join(', ') });
  }
}

async function askQuiet(talk: Talk): Promise<OffboardWish['noEmail']> {
  const answer = await talk.ask('ask.email');
  if (!/^(n|no|nej)$/iu.test(answer)) return null;
  const why = await talk.ask('ask.because');
  return why === '1' ? 'agreed' : why === '2' ? 'elsewhere' : 'unsaid';
}

const ENDED: Readonly<Record<string, OffboardWish['endedBy']>> = { '1': 'person', '2': 'company', '3': 'term' };

/** Who ended it: what may be bought hangs on it. Enter says nothing, and leaves the plan as it is. */
async function askEnded(talk: Talk, usual: string): Promise<OffboardWish['endedBy']> {
  const answer = await talk.ask('ask.ended-by', { usual });
  return ENDED[answer] ?? null;
}

function show(talk: Talk, leaving: Leaving, seen: Seen): void {
  const { context, desired, locale } = talk.desk;
  const { employee } = leaving;
  const page = makePage(styleFor(context));
  writeHoldings(page, talk.desk, leaving);
  const lines = [...leftBehind(desired, employee.id), ...seenSaid(talk.desk, desired, seen)];
  for (const line of lines) page.line(saidText(locale, line), line.level === 1 ? 2 : 0);
  context.world.out(`\n${page.text()}\n`);
}

/** Asks everything that a leaving needs. What Enter leaves as it is stays as the files have it. Ends with Stop when the person breaks off. */
export function askWish(
  desk: Desk,
  id: string | null,
  look: (employee: Employee) => Promise<Seen>,
): Promise<{ readonly wish: OffboardWish; readonly seen: Promise<Seen> }> {
  return talkAt(desk, async (talk) => {
    const employee = findEmployee(desk, id ?? (await askPerson(talk)));
    // Systems are read while the first questions are answered.
    const seen = look(employee);
    const lastDay = (await askDay(talk, 'ask.day', { usual: employee.lastDay ?? null, isOptional: false })) ?? desk.today;
    if (lastDay < desk.today) talk.tell('ask.day-past');
    const plan = planPlace(desk.desired, employee).open?.doc;
    const endedBy = await askEnded(talk, plan?.endedBy ?? '');
    const leaving = { employee, told: { lastDay, endedBy } };
    show(talk, leaving, await seen);
    const working = employee.lastDay === lastDay ? (employee.lastWorkingDay ?? null) : null;
    const lastWorkingDay = await askDay(talk, 'ask.working-day', { usual: working, isOptional: true });
    const successor = await askEmployee(talk, 'ask.successor', { successor: plan?.successor ?? '' });
    const devices = await askDevices(talk, leaving);
    const noEmail = devices.mayBuy ? await askQuiet(talk) : null;
    desk.context.world.out('\n');
    const days = { employee: employee.id, lastDay, lastWorkingDay, endedBy, isImmediate: false };
    return { wish: { ...days, devices: devices.wishes, successor, noEmail }, seen };
  });
}
