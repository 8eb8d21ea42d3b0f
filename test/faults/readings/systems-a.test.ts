/** The table of faults: the first half of the systems over HTTP. */
import { endTenants } from '../../unit/systems/entra/tenant.ts';
import { endOrganisations } from '../../unit/systems/github/organisation.ts';
import { endWorkspaces } from '../../unit/systems/google/workspace.ts';
import { column } from './column.ts';
import { SUBJECTS } from './subjects.ts';

endTenants();
endOrganisations();
endWorkspaces();

column(SUBJECTS.entra);
column(SUBJECTS.github);
column(SUBJECTS.google);
column(SUBJECTS.intune);
