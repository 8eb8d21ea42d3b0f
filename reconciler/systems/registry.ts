/** From a system's kind to its adapter, loaded only when it is needed. */
import type { System } from '../../schemas/system.ts';
import type { SystemReader, SystemWriter } from '../ports.ts';
import type { Runtime } from './runtime.ts';

export type { Runtime } from './runtime.ts';

/** Opens a system for reading. Nothing is asked of the system yet; what fails later stands in its reading. */
export async function openReader(system: System, runtime: Runtime): Promise<SystemReader> {
  switch (system.kind) {
    case 'practice':
      return (await import('./practice/index.ts')).openPracticeReader(system, runtime);
    case 'csv':
      return (await import('./csv/index.ts')).openCsvReader(system, runtime);
    default:
      return system satisfies never;
  }
}

/** Opens a system for writing; null when it cannot be written, so that its changes are handed over to a desk. */
export async function openWriter(system: System, runtime: Runtime): Promise<SystemWriter | null> {
  switch (system.kind) {
    case 'practice':
      return (await import('./practice/index.ts')).openPracticeWriter(system, runtime);
    case 'csv':
      return null;
    default:
      return system satisfies never;
  }
}
