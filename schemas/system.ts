/** `policies/systems/<id>.yaml`: an outside system, how far it may be changed, and what its seats cost. */
import { z } from 'zod';
import { CsvSystem } from './system-kinds/csv.ts';
import { EntraSystem } from './system-kinds/entra.ts';
import { GithubSystem } from './system-kinds/github.ts';
import { GoogleSystem } from './system-kinds/google.ts';
import { IntuneSystem } from './system-kinds/intune.ts';
import { LdapSystem } from './system-kinds/ldap.ts';
import { OktaSystem } from './system-kinds/okta.ts';
import { PracticeSystem } from './system-kinds/practice.ts';
import { RtSystem } from './system-kinds/rt.ts';
import { ScimSystem } from './system-kinds/scim.ts';
import { SlackSystem } from './system-kinds/slack.ts';
import { SnipeItSystem } from './system-kinds/snipe-it.ts';

export { CsvTable } from './system-kinds/csv.ts';
export { Authority, Canary, LicencePrice, SystemMode, WebAddress } from './system-kinds/shared.ts';
export { StatusLabel } from './system-kinds/snipe-it.ts';

/** An outside system. */
export const System = z.discriminatedUnion('kind', [
  PracticeSystem,
  CsvSystem,
  SnipeItSystem,
  RtSystem,
  GoogleSystem,
  GithubSystem,
  OktaSystem,
  SlackSystem,
  ScimSystem,
  EntraSystem,
  IntuneSystem,
  LdapSystem,
]);
export type System = z.infer<typeof System>;
