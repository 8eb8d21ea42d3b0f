/** The file of a Google Workspace: what it says is looked at before anything is asked of Google. */
import { readFileSync } from 'node:fs';
import { table } from './table.ts';

const FILE = 'policies/systems/workspace.yaml';

function workspace(lines = '', tenant = 'C03az79cb', holds = 'accounts') {
  const text = `kind: google\nid: workspace\nmode: observe\ntenant: ${tenant}\nholds: [${holds}]\nproducts: [Google-Apps]\n`;
  return { [FILE]: `${text}${lines}` };
}

/** The file that the documentation tells people to copy. */
const [, documented = ''] = /```yaml\n([^`]*)```/u.exec(readFileSync('docs/systems/google.md', 'utf8')) ?? [];

table('Google Workspace', [
  ['the file in the documentation', { [FILE]: documented.replaceAll(/^ {3}/gmu, '') }, []],
  ['users', workspace(), []],
  ['devices', workspace('', 'C03az79cb', 'accounts, assets'), ['not-held-there workspace.yaml#/holds']],
  ['a tenant that is whoever answers', workspace('', 'my_customer'), ['tenant-form workspace.yaml#/tenant']],
  ['a domain for a tenant', workspace('', 'exempel.example'), ['tenant-form workspace.yaml#/tenant']],
  ['a licence that Google assigns by itself', workspace('automaticLicences: [{licence: Google-Apps/sku1010020020, place: /}]\n'), []],
  [
    'one of a product that is not read',
    workspace('automaticLicences: [{licence: "101047/sku1010470001", place: /}]\n'),
    ['product-unknown workspace.yaml#/automaticLicences/0/licence'],
  ],
  ['a price', workspace('licences: [{id: Google-Apps/sku1010020020, price: 100.00 SEK, per: month}]\n'), []],
  [
    'a price under another name',
    workspace('licences: [{id: Business Plus, price: 100.00 SEK, per: month}]\n'),
    ['licence-form workspace.yaml#/licences/0/id'],
  ],
  [
    'a price under the bare number',
    workspace('licences: [{id: Google-Apps/1010480009, price: 100.00 SEK, per: month}]\n'),
    ['licence-form workspace.yaml#/licences/0/id'],
  ],
  ['automatic replies, which nobody would get', workspace('autoReply: true\n'), ['without-effect workspace.yaml#/autoReply']],
  ['a stand-in elsewhere', workspace('address: https://elsewhere.exempel.example\n'), ['wrong-form workspace.yaml#/address']],
]);
