/** An account made inactive or active: by PATCH in the forms that a service may understand, else by PUT of everything that it has. */
import type { Answer } from '../http/client.ts';
import type { Resource } from './client.ts';
import type { SwitchForm } from './dialects.ts';
import type { Capabilities } from './discovery.ts';
import { isGone, isOfForm } from './refusal.ts';
import type { Steps } from './steps.ts';
import { User } from './wire.ts';

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** The body of a PATCH. */
export function patchOf(...operations: readonly Readonly<Record<string, unknown>>[]): unknown {
  return { schemas: [PATCH_OP], Operations: operations };
}

const FORMS: Readonly<Record<SwitchForm, (to: boolean) => Readonly<Record<string, unknown>>>> = {
  path: (to) => ({ op: 'replace', path: 'active', value: to }),
  object: (to) => ({ op: 'replace', value: { active: to } }),
  text: (to) => ({ op: 'Replace', path: 'active', value: to ? 'True' : 'False' }),
};

/**
 * Everything of a resource that may be written, for PUT, which deletes what is left out: without `meta`, and without what the service
 * itself keeps.
 */
export function writable({ body }: Resource, { attributes }: Capabilities): Record<string, unknown> {
  const isKept = (name: string) =>
    name !== 'meta' && (name === 'id' || name === 'schemas' || attributes?.get(name.toLowerCase()) !== false);
  return Object.fromEntries(Object.entries(body).filter(([name]) => isKept(name)));
}

function activeIn(body: unknown): boolean | null {
  return User.safeParse(body).data?.active ?? null;
}

/** True when a success does not itself say that nothing came of it. */
function isTaken(answer: Answer, to: boolean): boolean {
  return answer.status < 300 && activeIn(answer.body) !== !to;
}

/** Everything of a user with another `active`; their groups belong to the groups. */
function wholeWith(resource: Resource, can: Capabilities, to: boolean): unknown {
  const { groups: _, ...rest } = writable(resource, can);
  return { ...rest, active: to };
}

/** Makes an account inactive or active. One that is so already is left as it is. */
export async function switchAccount(steps: Steps, id: string, to: boolean): Promise<void> {
  const can = await steps.capabilities();
  const isDeleting = !to && steps.dialect.disabled === 'deleted';
  let last: Answer | null = null;
  for (const form of [...(can.patch ? steps.dialect.switches : []), 'whole'] as const) {
    // Read again before each form: a form that was answered and did nothing may have made a new version.
    const now = await steps.one(can.users, id);
    // Where an inactive account is deleted, one that is not there is what was wanted.
    if (now === null) return isDeleting ? undefined : steps.refuse('there is no such account');
    if (activeIn(now.body) === to) return;
    const at = { list: can.users, id, version: now.version };
    last = await steps.send(
      form === 'whole'
        ? { ...at, method: 'PUT', body: wholeWith(now, can, to) }
        : { ...at, method: 'PATCH', body: patchOf(FORMS[form](to)) },
    );
    if (isTaken(last, to)) return;
    if (isGone(last) && isDeleting) return;
    if (last.status >= 300 && !isOfForm(last)) steps.fail(last);
  }
  if (last !== null && last.status >= 300) steps.fail(last);
  steps.alarm('the service answers that it is done, and shows the account as it was');
}
