/** The question to the holder whether to buy a device, on the terms of the plan. */
import type { Device } from '../../../schemas/device.ts';
import { decide } from '../dispositions.ts';
import { todayOf } from '../indices.ts';
import type { Context, PersonView } from '../input.ts';
import { type NoticeDraft, toPerson } from '../notice-draft.ts';
import { reasonAt } from '../scope.ts';

type Plan = NonNullable<PersonView['plan']>;

function questionOf(context: Context, person: PersonView & { readonly plan: Plan }, device: Device): NoticeDraft | null {
  const { doc, stem } = person.plan;
  const wish = doc.devices?.[device.id];
  if (wish?.disposition !== 'buyout' || wish.offer === undefined || device.holder !== person.id) return null;
  const decision = decide(context, person, device);
  if (decision.kind !== 'buyout' || decision.terms.state !== 'open') return null;
  const { price, vat, answerBy, else: otherwise } = wish.offer;
  const { to, via } = toPerson(context, person);
  return {
    kind: 'buyout-question',
    person,
    device: device.id,
    about: `${person.cause}/${device.id}/${answerBy}/${price.replace(' ', '-')}`,
    to,
    values: { employee: person.id, via, device: device.id, type: device.type, price, vat, answerBy, else: otherwise },
    rows: [],
    dueDay: todayOf(context, person),
    because: reasonAt(context.input.desired, 'disposition-plan', {
      kind: 'offboarding',
      id: stem,
      pointer: `/devices/${device.id}/offer`,
    }),
  };
}

/** One per offer that is open; none where the plan says that the question is not asked, and none of a silent plan. */
export function* noticeBuyouts(context: Context): Generator<NoticeDraft> {
  for (const person of context.people.values()) {
    const { plan } = person;
    if (plan === null || plan.doc.silent === true || plan.doc.notify?.buyoutQuestion === false) continue;
    for (const device of person.devices) {
      const draft = questionOf(context, { ...person, plan }, device);
      if (draft !== null) yield draft;
    }
  }
}
