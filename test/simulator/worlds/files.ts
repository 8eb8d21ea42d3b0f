/** Files of a world as people see and change them. */
import { parseDocument } from '../../year/documents.ts';
import type { Chance } from '../chance.ts';
import { commit, type Doc, headOf, textOf, type World } from './world.ts';

function parseText(text: string): Doc | null {
  try {
    return parseDocument(text);
  } catch {
    return null;
  }
}

/** A copy of the document at a path; null when there is none, or it is none. */
export function readDoc(world: World, path: string): Doc | null {
  const text = world.git.read(headOf(world), path);
  const doc = text === null ? null : parseText(text);
  return doc === null || typeof doc !== 'object' ? null : structuredClone(doc);
}

/** Paths below a folder. */
export function pathsIn(world: World, folder: string): string[] {
  return world.git.list(headOf(world)).filter((path) => path.startsWith(`${folder}/`));
}

/** People whose files can be read, in the order of their ids. */
export function peopleIn(world: World): Doc[] {
  return pathsIn(world, 'state/employees')
    .sort()
    .map((path) => readDoc(world, path))
    .filter((doc) => doc !== null && Array.isArray(doc['accounts'])) as Doc[];
}

/** Writes documents in one commit; null deletes. */
export function writeDocs(world: World, docs: Readonly<Record<string, Doc | null>>): void {
  commit(world, Object.fromEntries(Object.entries(docs).map(([path, doc]) => [path, doc === null ? null : textOf(doc)])));
}

/** The path of somebody's file. */
export function personPath(id: unknown): string {
  return `state/employees/${String(id)}.yaml`;
}

/** The path of the plan of somebody's leaving. */
export function planPath(id: unknown): string {
  return `state/offboardings/${String(id)}.yaml`;
}

/** The day that it is for people. */
export function todayOf(world: World): string {
  return new Date(world.now).toISOString().slice(0, 10);
}

/** A day later or earlier. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Something that somebody does. */
export type Deed = (world: World, chance: Chance) => void;

/** Somebody to whom something applies. */
export function pickPerson(world: World, chance: Chance, isMeant: (one: Doc) => boolean): Doc | undefined {
  return chance.pick(peopleIn(world).filter(isMeant));
}

/** The last day of employment in a file. */
export function lastDayOf(one: Doc): string | undefined {
  return one['lastDay'] as string | undefined;
}

/** True for who has no last day. */
export function isStaying(one: Doc): boolean {
  return one['lastDay'] === undefined;
}
