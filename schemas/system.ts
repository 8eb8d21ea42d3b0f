/** `policies/systems/<id>.yaml`: an outside system, how far it may be changed, and what its seats cost. */
import { z } from 'zod';
import { CsvSystem } from './system-kinds/csv.ts';
import { LdapSystem } from './system-kinds/ldap.ts';
import { PracticeSystem } from './system-kinds/practice.ts';
import { RtSystem } from './system-kinds/rt.ts';
import { SnipeItSystem } from './system-kinds/snipe-it.ts';

export { CsvTable } from './system-kinds/csv.ts';
export { Authority, Canary, LicencePrice, SystemMode, WebAddress } from './system-kinds/shared.ts';
export { StatusLabel } from './system-kinds/snipe-it.ts';

/** An outside system. */
export const System = z.discriminatedUnion('kind', [PracticeSystem, CsvSystem, SnipeItSystem, RtSystem, LdapSystem]);
export type System = z.infer<typeof System>;
