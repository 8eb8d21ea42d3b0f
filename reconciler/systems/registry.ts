/** From a system's kind to its adapter, loaded only when it is needed. */
import type { System } from '../../schemas/system.ts';
import type { Clock, EarlierReadings, SystemReader, SystemWriter } from '../ports.ts';
import { openExportFolder } from './export-folder.ts';

/** What the machine that runs us gives to the adapters: nothing of it comes from the repository. */
export interface Runtime {
  /** The folder that exports and practice worlds lie below; null when the runner names none. */
  readonly exports: string | null;
  /** A credential by its name, or null when the runner has none of that name. */
  readonly credential: (name: string) => string | null;
  readonly clock: Clock;
  /** Where readings are kept for those that ask for changes; absent or null when the runner names no place, or has no key for it. */
  readonly earlier?: EarlierReadings | null;
}

/** Opens a system for reading. Nothing is asked of the system yet; what fails later stands in its reading. */
export async function openReader(system: System, runtime: Runtime): Promise<SystemReader> {
  const exports = openExportFolder(runtime.exports, system.id);
  switch (system.kind) {
    case 'practice':
      return (await import('./practice/index.ts')).openPracticeReader(system, exports);
    case 'csv':
      return (await import('./csv/index.ts')).openCsvReader(system, exports);
    case 'snipe-it':
      return (await import('./snipe-it/index.ts')).openSnipeItReader(system, runtime);
    case 'rt':
      return (await import('./rt/index.ts')).openRtReader(system, runtime);
    case 'scim':
      return (await import('./scim/index.ts')).openScimReader(system, runtime);
    case 'google':
      return (await import('./google/index.ts')).openGoogleReader(system, runtime);
    case 'github':
      return (await import('./github/index.ts')).openGithubReader(system, runtime);
    case 'okta':
      return (await import('./okta/index.ts')).openOktaReader(system, runtime);
    case 'slack':
      return (await import('./slack/index.ts')).openSlackReader(system, runtime);
    case 'entra':
      return (await import('./entra/index.ts')).openEntraReader(system, runtime);
    case 'intune':
      return (await import('./entra/intune.ts')).openIntuneReader(system, runtime);
    case 'ldap':
      return (await import('./ldap/index.ts')).openLdapReader(system, runtime);
    default:
      return system satisfies never;
  }
}

/** Opens a system for writing; null when it cannot be written, so that its changes are handed over to a desk. */
export async function openWriter(system: System, runtime: Runtime): Promise<SystemWriter | null> {
  switch (system.kind) {
    case 'practice': {
      const exports = openExportFolder(runtime.exports, system.id);
      return (await import('./practice/index.ts')).openPracticeWriter(system, { exports, clock: runtime.clock });
    }
    case 'csv':
    case 'intune':
      return null;
    case 'snipe-it':
      return (await import('./snipe-it/index.ts')).openSnipeItWriter(system, runtime);
    case 'rt':
      return (await import('./rt/writer.ts')).openRtWriter(system, runtime);
    case 'scim':
      return (await import('./scim/index.ts')).openScimWriter(system, runtime);
    case 'google':
      return (await import('./google/index.ts')).openGoogleWriter(system, runtime);
    case 'github':
      return (await import('./github/index.ts')).openGithubWriter(system, runtime);
    case 'okta':
      return (await import('./okta/index.ts')).openOktaWriter(system, runtime);
    case 'slack':
      return (await import('./slack/index.ts')).openSlackWriter(system, runtime);
    case 'entra':
      return (await import('./entra/index.ts')).openEntraWriter(system, runtime);
    case 'ldap':
      return (await import('./ldap/writer.ts')).openLdapWriter(system, runtime);
    default:
      return system satisfies never;
  }
}
