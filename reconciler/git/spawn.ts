/** Runs the git program: arguments as a list, never through a shell, answers as bytes. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Fault } from '../ports.ts';

/** Variables of a process, as the process boundary hands them in. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One call of git. */
export interface GitCall {
  readonly args: readonly string[];
  readonly environment: Environment;
  readonly folder?: string;
  readonly input?: string | Uint8Array;
  /** Milliseconds after which the call is given up and its outcome is unknown. */
  readonly timeout?: number;
  /** Bytes of an answer above which the call is given up; `LARGEST_ANSWER` unless told. */
  readonly largest?: number;
}

/** How a call ended. `code` is null when it was given up or killed: then nobody knows what it did. */
export interface GitAnswer {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Bytes of an answer after which the call is given up: no history of ours takes as much, and this process must hold it. */
const LARGEST_ANSWER = 128 * 1024 * 1024;

/** Starts git; the caller owns the streams. It stands apart, so that a terminal's interrupt does not reach it: who is being handled is handled to the end. */
export function startGit(call: Omit<GitCall, 'input' | 'timeout'>): ChildProcessWithoutNullStreams {
  return spawn('git', call.args, {
    env: { ...call.environment },
    stdio: 'pipe',
    windowsHide: true,
    detached: true,
    ...(call.folder === undefined ? {} : { cwd: call.folder }),
  });
}

/** Runs git to its end. Throws Fault only when git cannot be started at all, or says more than can be held. */
export function runGit(call: GitCall): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const child = startGit(call);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    const finish = (code: number | null) =>
      resolve({ code, stdout: Buffer.concat(out), stderr: withoutSecrets(Buffer.concat(err).toString('utf8')) });
    const end = () => {
      child.kill();
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const giveUp = () => {
      end();
      finish(null);
    };
    const timer = call.timeout === undefined ? undefined : setTimeout(giveUp, call.timeout);
    const { largest = LARGEST_ANSWER } = call;
    let size = 0;
    const keep = (chunks: Buffer[]) => (bytes: Buffer) => {
      size += bytes.length;
      if (size <= largest) {
        chunks.push(bytes);
        return;
      }
      clearTimeout(timer);
      end();
      reject(new Fault(`git answered more than ${largest} bytes`, { where: 'git', operation: 'read' }));
    };
    child.stdout.on('data', keep(out));
    child.stderr.on('data', keep(err));
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(new Fault('git could not be started; install git and see that it is found', { where: 'git', operation: 'start', cause }));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      finish(code);
    });
    // A child that ends early closes its input; its exit code tells the story.
    child.stdin.on('error', () => undefined);
    child.stdin.end(call.input);
  });
}

/** The text without the user part of addresses, where tokens and passwords stand. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(/:\/\/[^/@\s]+@/gu, '://');
}

/** The last lines of an error text, short enough for a message. */
export function shorten(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'));
  return lines.slice(-4).join(' | ').slice(-400);
}
