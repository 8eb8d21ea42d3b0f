/** One `git cat-file --batch` that is kept open: a question costs no new process. */
import { Fault } from '../ports.ts';
import { BatchParser, type Header } from './batch.ts';
import { localArguments } from './environment.ts';
import { type Environment, shorten, startGit, withoutSecrets } from './spawn.ts';

/** Where objects are read, and how. */
export interface Place {
  readonly gitDir: string;
  readonly environment: Environment;
  /** Bytes of an object above which it comes cut off. */
  readonly largest: number;
}

/** Takes one object; null: there is none of that name. */
export type Take = (header: Header | null, bytes: Uint8Array) => void;

/** Starts at the first question; the process ends with this one, or at `close`. */
export interface OpenBatch {
  /** Objects by name (id, or revision that was checked), in the order asked. Throws Fault when git ends early, and whatever `take` throws; then the rest is not taken. */
  ask(names: readonly string[], take: Take): Promise<void>;
  close(): void;
}

interface Question {
  left: number;
  /** What `take` threw. */
  error: unknown;
  readonly take: Take;
  readonly done: () => void;
  readonly fail: (error: unknown) => void;
}

type Child = ReturnType<typeof startGit>;

/** An idle child keeps nobody waiting; one that owes an answer does. */
function hold(child: Child, isAwaited: boolean): void {
  for (const one of [child, child.stdin, child.stdout, child.stderr] as readonly Partial<Pick<Child, 'ref' | 'unref'>>[]) {
    if (isAwaited) one.ref?.();
    else one.unref?.();
  }
}

/** Opens it for a place. Nothing is started before something is asked. `once`: for one long question, whose answers need not come singly. */
export function openBatch(place: Place, kind: 'open' | 'once' = 'open'): OpenBatch {
  let current: Conversation | null = null;
  return {
    ask(names, take) {
      if (names.length === 0) return Promise.resolve();
      if (current === null || current.isOver) current = new Conversation(place, kind === 'once');
      return current.ask(names, take);
    },
    close() {
      current?.end(failure('reading was ended'));
      current = null;
    },
  };
}

function failure(text: string): Fault {
  return new Fault(text, { where: 'git', operation: 'read objects' });
}

class Conversation {
  isOver = false;
  readonly #child: Child;
  readonly #isOnce: boolean;
  readonly #parser: BatchParser;
  readonly #questions: Question[] = [];
  #said = '';

  constructor(place: Place, isOnce: boolean) {
    const args = [...localArguments(place.gitDir), 'cat-file', '--batch', ...(isOnce ? ['--buffer'] : [])];
    this.#child = startGit({ args, environment: place.environment });
    this.#isOnce = isOnce;
    this.#parser = new BatchParser(place.largest, (header, bytes) => this.#answer(header, bytes));
    const { stdin, stdout, stderr } = this.#child;
    stdout.on('data', (bytes: Buffer) => {
      try {
        if (!this.isOver) this.#parser.push(bytes);
      } catch (error) {
        this.end(error);
      }
    });
    stderr.on('data', (bytes: Buffer) => (this.#said += bytes.toString('utf8')));
    // A child that ends early closes its input; what it said tells the story.
    stdin.on('error', () => undefined);
    this.#child.on('error', (cause) => this.end(new Fault('git could not be started', { where: 'git', operation: 'start', cause })));
    this.#child.on('close', () => this.end(failure(`git ended early: ${shorten(withoutSecrets(this.#said))}`)));
  }

  ask(names: readonly string[], take: Take): Promise<void> {
    return new Promise((done, fail) => {
      this.#questions.push({ left: names.length, error: null, take, done, fail });
      hold(this.#child, true);
      this.#child.stdin.write(`${names.join('\n')}\n`);
      if (this.#isOnce) this.#child.stdin.end();
    });
  }

  /** Ends the process; who still waits is told why. */
  end(error: unknown): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#child.kill();
    hold(this.#child, false);
    for (const { fail } of this.#questions.splice(0)) fail(error);
  }

  #answer(header: Header | null, bytes: Uint8Array): void {
    const [question] = this.#questions;
    if (question === undefined) throw failure('git answered what was not asked');
    question.left -= 1;
    try {
      if (question.error === null) question.take(header, bytes);
    } catch (error) {
      question.error = error;
    }
    if (question.left > 0) return;
    this.#questions.shift();
    if (this.#questions.length === 0) hold(this.#child, false);
    if (question.error === null) question.done();
    else question.fail(question.error);
  }
}
