/** Google Workspace: a tenant that pins, accounts alone, licences under the names that they are read by. */
import { errorAt, pointerOf, type TextProblem, warningAt } from '../problem.ts';
import type { Entry } from '../tree.ts';

/** True for a licence as it is read: `<product>/sku<number>`, or a SKU that is a word. */
function isLicence(id: string): boolean {
  return /^[^/\s]+\/(sku[0-9]+|[^/\s]*[^/\s0-9][^/\s]*)$/u.test(id);
}

/** What is wrong in the file of one system of this kind. */
export function* googleProblems({ doc }: Entry<'system'>): Generator<TextProblem> {
  if (doc.kind !== 'google') return;
  if (doc.holds.some((kind) => kind !== 'accounts')) {
    const text = { message: 'Google Workspace is read for accounts only.', hint: 'Write `holds: [accounts]`.' };
    yield errorAt('/holds', 'not-held-there', text);
  }
  if (!/^C[A-Za-z0-9]{2,40}$/u.test(doc.tenant)) {
    const text = {
      message: `\`${doc.tenant}\` is no customer id: another customer could not be told from ours.`,
      hint: 'It begins with C and stands in the Admin console under Account, Account settings; `lastday doctor` shows which one answers.',
    };
    yield errorAt('/tenant', 'tenant-form', text);
  }
  if (doc.autoReply !== undefined) {
    const text = {
      message: '`autoReply` is without effect: Google rejects mail to who is suspended, and replies to nobody.',
      hint: 'Take the line away, and the scope gmail.settings.basic from the service account. Let a group or a routing rule have the address.',
    };
    yield warningAt('/autoReply', 'without-effect', text);
  }
  for (const [index, { licence }] of (doc.automaticLicences ?? []).entries()) {
    if (doc.products?.some((product) => licence.startsWith(`${product}/`)) === true) continue;
    const text = { message: `\`${licence}\` is of no product in \`products\`.`, hint: 'A licence is named `<product>/sku<number>`.' };
    yield errorAt(pointerOf('automaticLicences', index, 'licence'), 'product-unknown', text);
  }
  for (const [index, { id }] of (doc.licences ?? []).entries()) {
    if (isLicence(id)) continue;
    const text = {
      message: `No licence will be found under \`${id}\`.`,
      hint: 'It is named `<product>/sku<number>`: Google-Apps/sku1010020020.',
    };
    yield warningAt(pointerOf('licences', index, 'id'), 'licence-form', text);
  }
}
