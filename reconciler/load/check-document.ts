/** One file: text -> document of its kind, or everything that is wrong with its form. */
import { type Kind, places } from '../../schemas/places.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { checkFor } from './compile.ts';
import { textProblem } from './decode.ts';
import { diagnose } from './diagnose.ts';
import { parseYaml } from './parse-yaml.ts';
import { type Placed, placeFiles } from './paths.ts';
import { errorAt, inFile, pointerOf, type TextProblem } from './problem.ts';
import { lookalikeProblems, personalNumberProblems, withoutGiven } from './scan.ts';
import { shapeProblems } from './shape-errors.ts';

/** A document whose shape is right (`value`), and what is wrong or doubtful. A value may come with warnings, never with errors. */
export interface ReadDocument {
  readonly value: unknown;
  readonly problems: readonly TextProblem[];
}

/** A file's name and its key property must say the same. */
function nameProblem(kind: Kind, stem: string, value: unknown): TextProblem | null {
  const { key } = places[kind];
  if (key === null) return null;
  const id = (value as Record<string, unknown>)[key];
  const named = kind === 'offboarding' ? (stem.split('.')[0] ?? stem) : stem;
  if (id === named) return null;
  const message = `\`${key}\` differs from the file name: a file is named by its id.`;
  return errorAt(pointerOf(key), 'id-not-file-name', {
    message,
    hint: `Write \`${key}: ${named}\`, or rename the file. Ids are never reused.`,
  });
}

function checkValue(placed: Pick<Placed, 'kind' | 'stem'>, value: unknown): readonly TextProblem[] {
  const check = checkFor(placed.kind);
  if (!check(value)) return shapeProblems(placed.kind, value, check.errors ?? []);
  const problem = nameProblem(placed.kind, placed.stem, value);
  return problem === null ? [] : [problem];
}

/** Reads one text as the kind its place says. */
export function readDocument(placed: Pick<Placed, 'kind' | 'stem'>, text: string): ReadDocument {
  const numbers = textProblem(text) === null ? personalNumberProblems(text) : [];
  const parsed = parseYaml(text);
  if ('problems' in parsed) return { value: null, problems: [...parsed.problems, ...numbers] };
  const shape = checkValue(placed, parsed.value);
  const { kind } = placed;
  const wrong = shape.length > 0 ? [...shape, ...numbers] : withoutGiven(numbers, { kind, text, value: parsed.value });
  if (wrong.length > 0) return { value: null, problems: wrong };
  const isPlain = !/[^\0-\u024f]/u.test(text);
  return { value: parsed.value, problems: isPlain && !text.includes('\\') ? [] : lookalikeProblems(parsed.value) };
}

/** Everything that is wrong with one file on its own, as diagnostics. */
export function checkDocument(path: string, text: string): readonly Diagnostic[] {
  const { placed, problems } = placeFiles([{ path, mode: '100644', id: '' }]);
  const [file] = placed;
  if (file === undefined) return diagnose(problems, () => text);
  const found = readDocument(file, text).problems.map((problem) => inFile(path, problem));
  return diagnose(found, () => text);
}
