/** One question for each device that somebody holds, and what the answer needs besides. */
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { Day } from '../../../schemas/primitives.ts';
import { addPeriod } from '../../calendar.ts';
import type { DeviceOption } from '../../plan/device-options.ts';
import { askDay, askEmployee, type Talk } from '../change/talk.ts';
import { UsageError } from '../context.ts';
import { moneyOf } from '../options.ts';
import { choicesFor, heldBy, type Leaving } from './holdings.ts';
import { withCurrency } from './plan-files.ts';
import type { DeviceWish } from './wish.ts';

/** What Enter means: what the plan says, else what policy says. */
function usualOf(options: readonly DeviceOption[]): DeviceOption | undefined {
  return options.find((one) => one.isChosen) ?? options.find((one) => one.isDefault);
}

async function choose(talk: Talk, device: Device, options: readonly DeviceOption[]): Promise<DeviceOption | null> {
  const usual = usualOf(options)?.kind ?? '';
  const choices = options.map((one, index) => `${index + 1} ${one.kind}`).join(', ');
  for (;;) {
    const said = await talk.ask('ask.device', { device: device.id, choices, usual });
    if (said === '') return null;
    const chosen = /^\d+$/u.test(said) ? options[Number(said) - 1] : options.find((one) => one.kind === said.toLowerCase());
    if (chosen !== undefined) return chosen;
    talk.tell('ask.choice-not');
  }
}

async function askPrice(talk: Talk, employee: Employee): Promise<string> {
  const { desired } = talk.desk;
  const currency = withCurrency(desired, employee, '0.00').slice(-3);
  for (;;) {
    try {
      return moneyOf('--price', await talk.ask('ask.price', { currency }));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      talk.tell('ask.not-a-price');
    }
  }
}

/** The day on which policy wants the decision; null when it is over, or there is no last day. */
function answerDay({ desk }: Talk, lastDay: Day | undefined): Day | null {
  if (lastDay === undefined) return null;
  const day = addPeriod(lastDay, desk.desired.policy.devices.decisionDeadline, -1);
  return day < desk.today ? null : day;
}

/** The wish with what its disposition needs. */
async function complete(
  talk: Talk,
  { employee, told }: Leaving,
  about: { device: Device; kind: DeviceOption['kind'] },
): Promise<DeviceWish | null> {
  const { device, kind } = about;
  const bare = { tag: device.id, disposition: kind, to: null, offer: null, hold: null };
  if (kind === 'transfer') {
    const to = await askEmployee(talk, 'ask.to', { device: device.id });
    return to === null ? null : { ...bare, to };
  }
  if (kind === 'buyout') {
    const price = await askPrice(talk, employee);
    const answerBy = await askDay(talk, 'ask.answer-by', { usual: answerDay(talk, told.lastDay), isOptional: false });
    return answerBy === null ? null : { ...bare, offer: { price, answerBy } };
  }
  if (kind === 'hold') {
    const until = await askDay(talk, 'ask.hold-until', { usual: null, isOptional: false });
    const matter = await talk.ask('ask.matter');
    return until === null || matter === '' ? null : { ...bare, hold: { until, matter } };
  }
  return bare;
}

/** Asks for one device until Enter leaves it as it is, or the choice has all that it needs. */
async function askDevice(
  talk: Talk,
  leaving: Leaving,
  about: { device: Device; options: readonly DeviceOption[] },
): Promise<DeviceWish | null> {
  const { device, options } = about;
  for (;;) {
    const chosen = await choose(talk, device, options);
    if (chosen === null) return null;
    const wish = await complete(talk, leaving, { device, kind: chosen.kind });
    if (wish !== null) return wish;
    talk.tell('ask.incomplete', { device: device.id });
  }
}

/** Asks for each device. One that Enter leaves as it is is not wished for. `mayBuy`: policy lets the person buy one of them. */
export async function askDevices(
  talk: Talk,
  leaving: Leaving,
): Promise<{ readonly wishes: readonly DeviceWish[]; readonly mayBuy: boolean }> {
  const wishes: DeviceWish[] = [];
  const { employee } = leaving;
  let mayBuy = false;
  for (const device of heldBy(talk.desk, employee)) {
    const options = choicesFor(talk.desk, leaving, device).filter((one) => one.refused === null);
    mayBuy ||= options.some((one) => one.kind === 'buyout');
    const wish = await askDevice(talk, leaving, { device, options });
    if (wish !== null) wishes.push(wish);
  }
  return { wishes, mayBuy };
}
