/** `policies/offboarding.yaml`: the task list of a leaving, as templates. */
import { z } from 'zod';
import { Id, opt, req, ShortText } from '../primitives.ts';
import { DeviceType, PersonKind } from '../vocabulary.ts';

const Title = z.strictObject({
  sv: opt(ShortText, 'Title in Swedish.', 'Avslutssamtal'),
  da: opt(ShortText, 'Title in Danish.', 'Fratrædelsessamtale'),
  en: req(ShortText, 'Title in English.', 'Exit talk'),
});

const When = z.strictObject({
  kinds: opt(z.array(PersonKind).min(1).max(7), 'Only for these kinds of person.', ['employee']),
  holds: opt(z.array(DeviceType).min(1).max(10), 'Only for those who hold such a device.', ['phone']),
  units: opt(z.array(Id).min(1).max(500), 'Only in these units.', ['syd']),
});

const Task = z.strictObject({
  id: req(Id, 'Id of the task; plans refer to it.', 'exit-talk'),
  title: req(Title, 'Title per language.', { en: 'Exit talk' }),
  assignee: req(z.string().regex(/^(leaver|manager|successor|holder|desk:[a-z0-9][a-z0-9-]{0,62})$/u), 'Who does it.', 'manager'),
  when: opt(When, 'For whom it is needed; for everybody when absent.', { kinds: ['employee'] }),
  due: req(z.string().regex(/^(lastDay|notice|deviceDay)([+-]P[0-9]{1,4}[DWM])?$/u), 'When it is due.', 'lastDay-P14D'),
  after: opt(z.array(Id).max(50), 'Tasks that come first.', ['handover']),
  evidence: opt(z.string().regex(/^(auto:[a-z-]{1,40}|issue|file)$/u), 'How it is known to be done.', 'file'),
  required: opt(z.boolean(), 'Whether a plan can be closed without it. Default: false.', true),
});

/** The task list of a leaving. */
export const OffboardingTasks = z.strictObject({
  tasks: req(z.array(Task).max(200), 'Task templates.', [
    { id: 'exit-talk', title: { en: 'Exit talk' }, assignee: 'manager', due: 'lastDay-P14D' },
  ]),
});
export type OffboardingTasks = z.infer<typeof OffboardingTasks>;
