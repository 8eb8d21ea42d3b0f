/** Labels at Gitea and Forgejo: looked up by name in the repository and its organisation, made where they are missing, given by number. */
import { z } from 'zod';
import { Fault } from '../../ports.ts';
import { type Desk, PAGE } from './desk.ts';
import { WireLabel } from './wire.ts';

async function listAt(desk: Desk, path: string): Promise<WireLabel[]> {
  try {
    return await desk.client.all(path, { limit: PAGE }, { wire: WireLabel, most: 20, by: 'number' });
  } catch (error) {
    // A repository of a person belongs to no organisation.
    if (error instanceof Fault && error.refused && path.startsWith('/orgs/')) return [];
    throw error;
  }
}

async function numbersByName(desk: Desk): Promise<Map<string, number>> {
  const own = await listAt(desk, `${desk.path}/labels`);
  const shared = await listAt(desk, `/orgs/${desk.client.project.split('/')[0]}/labels`);
  return new Map([...shared, ...own].map((label) => [label.name, label.id]));
}

/** Numbers of labels, asked once and made where they are missing. */
export async function numbersOf(desk: Desk, names: readonly string[]): Promise<number[]> {
  desk.labels.known ??= await numbersByName(desk);
  const { known } = desk.labels;
  const numbers: number[] = [];
  for (const name of names) {
    let number = known.get(name);
    if (number === undefined) {
      const body = { name, color: '#ededed' };
      number = (await desk.client.call({ method: 'POST', path: `${desk.path}/labels`, body }, WireLabel)).id;
      known.set(name, number);
    }
    numbers.push(number);
  }
  return numbers;
}

/** Sets all labels of an issue or pull request. */
export async function setLabels(desk: Desk, number: number, numbers: readonly number[]): Promise<void> {
  await desk.client.call({ method: 'PUT', path: `${desk.path}/issues/${number}/labels`, body: { labels: numbers } }, z.unknown());
}
