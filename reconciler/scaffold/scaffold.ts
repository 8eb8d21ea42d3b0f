/** Everything `init` writes into a state repository. Pure: paths to texts. */

import { codeOwners, FORM_CONFIG, LEAVER_FORM, LOST_FORM } from './forge-files.ts';
import { exampleFiles, organisationFile, POLICY_FILES } from './state-files.ts';
import { CHECK, IMMEDIATE, NIGHTLY } from './workflows.ts';

/** What is asked before a repository is begun. */
export interface ScaffoldAnswers {
  readonly name: string;
  readonly zone: string;
  readonly locale: 'sv' | 'da' | 'en';
  readonly country: string;
  readonly currency: string;
  /** Organisation at the forge, with the at sign: `@exempel`. */
  readonly team: string;
  readonly isExample: boolean;
  /** Version of lastday that the repository pins. */
  readonly version: string;
}

const README = `# People, devices and their last days

The files below \`state/\` say who works here, what they hold, and when it ends. Every night the reconciler compares
them with the real systems, ends access when a last day has passed, opens pull requests for devices, and reports what
differs. Change a file through a pull request; the check on it says what the change makes due.

| folder | what is in it | who edits it |
|---|---|---|
| \`state/\` | the organisation, people, devices, leases, plans for leavers | HR, IT, managers |
| \`policies/\` | limits, when access ends, systems | system owners |
| \`schemas/json/\` | what the files may hold; editors read it and help while typing | nobody |

Once: \`npm install --ignore-scripts\`, and commit the \`package-lock.json\` that it writes; the workflows install exactly what
it names. Then \`npx lastday validate\`, \`npx lastday plan\`, \`npx lastday status\`; \`npx lastday doctor\` says what is still missing.
`;

/** A package that pins the tool: the lockfile beside it names the very bytes that run at night. */
function packageFile(version: string): string {
  const body = { name: 'people', private: true, description: 'State repository of lastday', dependencies: { lastday: version } };
  return `${JSON.stringify(body, null, 2)}\n`;
}

/** All files of a fresh state repository. `schemas` are the JSON Schema texts by file name. */
export function scaffold(answers: ScaffoldAnswers, schemas: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const files = new Map<string, string>([
    ['README.md', README],
    ['package.json', packageFile(answers.version)],
    ['.gitignore', 'node_modules/\nexports/\nplan.json\n'],
    ['.gitattributes', '* text=auto eol=lf\n'],
    ['.github/workflows/check.yml', CHECK],
    ['.github/workflows/nightly.yml', NIGHTLY],
    ['.github/workflows/immediate.yml', IMMEDIATE],
    ['.github/ISSUE_TEMPLATE/leaver.yml', LEAVER_FORM],
    ['.github/ISSUE_TEMPLATE/lost-device.yml', LOST_FORM],
    ['.github/ISSUE_TEMPLATE/config.yml', FORM_CONFIG],
    ['.github/CODEOWNERS', codeOwners(answers.team)],
    ['state/organisation.yaml', organisationFile(answers)],
    ...POLICY_FILES,
  ]);
  for (const [name, text] of schemas) files.set(`schemas/json/${name}`, text);
  if (answers.isExample) for (const [path, text] of exampleFiles(answers)) files.set(path, text);
  return files;
}
