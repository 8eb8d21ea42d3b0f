/** New files: modeline, order of keys, one line where it fits. */
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { modeline, newYaml } from '../../../reconciler/record/new-yaml.ts';

test('an employee, with keys in the order of the schema', () => {
  const value = {
    accounts: [
      { login: 'annexe', system: 'ad', grants: ['sales', 'vpn'] },
      { system: 'm365', licences: Array.from({ length: 12 }, (_, index) => `LICENCE-${index}`) },
    ],
    kind: 'employee',
    person: { email: 'anna@exempel.example', name: 'Anna: Exempelsson' },
    source: { id: '4711', system: 'hr' },
    id: 'e-1042',
    leaves: [],
  };

  const text = newYaml('employee', 'state/employees/e-1042.yaml', value);

  expect(parse(text)).toEqual(value);
  expect(text).toBe(`# yaml-language-server: $schema=../../schemas/json/employee.schema.json
id: e-1042
person: {name: "Anna: Exempelsson", email: anna@exempel.example}
kind: employee
source: {system: hr, id: "4711"}
leaves: []
accounts:
  - {system: ad, login: annexe, grants: [sales, vpn]}
  - system: m365
    licences:
${value.accounts[1]?.licences?.map((one) => `      - ${one}`).join('\n')}
`);
});

test.each([
  ['state/organisation.yaml', 'organisation', '../schemas/json/organisation.schema.json'],
  ['state/employees/42/e-1042.yaml', 'employee', '../../../schemas/json/employee.schema.json'],
  ['policies/devices.yaml', 'device-rules', '../schemas/json/device-rules.schema.json'],
] as const)('the modeline of %s leads to the schema from its own folder', (path, kind, wanted) => {
  expect(modeline(kind, path)).toBe(`# yaml-language-server: $schema=${wanted}`);
});
