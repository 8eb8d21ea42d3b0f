/** The table of faults: the second half of the systems over HTTP. */
import { endOrgs } from '../../unit/systems/okta/org.ts';
import { endServices } from '../../unit/systems/scim/service.ts';
import { endWorkspaces } from '../../unit/systems/slack/workspace.ts';
import { endInstances } from '../../unit/systems/snipe-it/instance.ts';
import { column } from './column.ts';
import { endCatalogs } from './rt-catalog.ts';
import { SUBJECTS } from './subjects.ts';

endCatalogs();
endOrgs();
endServices();
endWorkspaces();
endInstances();

column(SUBJECTS.okta);
column(SUBJECTS.rt);
column(SUBJECTS.scim);
column(SUBJECTS.slack);
column(SUBJECTS['snipe-it']);
