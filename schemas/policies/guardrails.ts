/** `policies/guardrails.yaml`: how much may be removed, and from whom never. */
import { z } from 'zod';
import { Count, EmployeeId, Entitlement, ForeignId, Login, opt, Percent, req, ShortText, SystemId } from '../primitives.ts';

const Limit = z.strictObject({
  count: opt(Count, 'People that may always be removed in one run.', 10),
  percent: opt(Percent, 'Share of the base, in whole per cent, floored; the larger of count and share is the limit.', 5),
  week: opt(Count, 'Limit of seven days as a multiple of the limit of one run.', 3),
  month: opt(Count, 'Limit of thirty days as a multiple of the limit of one run.', 6),
});
export type Limit = z.infer<typeof Limit>;

const CleanupLimit = z.strictObject({
  ...Limit.shape,
  unitPercent: opt(Percent, 'Share of one unit that may be touched in one run.', 20),
  unitCount: opt(Count, 'People of one unit that may always be touched in one run.', 3),
});

const Limits = z.strictObject({
  known: opt(
    z.strictObject({ percent: req(Percent, "Share of a system's enabled accounts.", 50) }),
    'Cut-offs published for seven days or more. Default: half of a system.',
    { percent: 50 },
  ),
  fresh: opt(Limit, 'Cut-offs published by a run that ended twelve hours ago or more. Default: 10 or 5 %.', { count: 10, percent: 5 }),
  surprise: opt(Limit, 'Cut-offs not published that long. Default: 3 or 1 %, three times that in 7 days, six times in 30.', {
    count: 3,
    percent: 1,
    week: 3,
    month: 6,
  }),
  immediate: opt(
    z.strictObject({ count: opt(Count, 'People in one run.', 1), week: opt(Count, 'People in seven days.', 5) }),
    'Immediate plans. Default: 1 a run, 5 in 7 days.',
    { count: 1, week: 5 },
  ),
  cleanup: opt(
    CleanupLimit,
    'Licences, groups and grants without an approved change. Default: 5 or 2 %, 20 % of a unit but never under 3.',
    { count: 5, percent: 2, week: 3, month: 6 },
  ),
  enable: opt(Limit, 'Sign-ins given back. Default: 10 or 5 %, three times that in 7 days.', { count: 10, percent: 5, week: 3 }),
  massEdit: opt(
    z.strictObject({
      count: opt(Count, 'Cut-offs.', 10),
      percent: opt(Percent, 'Share of people with an account, who are not past their cut-off.', 5),
    }),
    'Cut-offs that one change to the repository may set or move earlier with one approver. Default: 10 or 5 %.',
    { count: 10, percent: 5 },
  ),
});

const Protected = z.strictObject({
  system: opt(SystemId, 'Only in this system; else in all.', 'ad'),
  id: opt(ForeignId, 'By immutable id.', 'break-glass-1'),
  login: opt(Login, 'By sign-in name.', 'nodkonto'),
  role: opt(Entitlement, 'By live role.', 'Domain Admins'),
});

const Owned = z.strictObject({
  system: req(SystemId, 'The system the account is in.', 'ad'),
  id: opt(ForeignId, 'Immutable id.', 'svc-1'),
  login: opt(Login, 'Sign-in name.', 'svc-print'),
  owner: req(EmployeeId, 'Who answers for it.', 'e-1012'),
  purpose: opt(ShortText, 'What it is for.', 'printing'),
});

/** How much may be removed, and from whom never. Absent numbers mean the defaults of the safety rules. */
export const Guardrails = z.strictObject({
  limits: opt(Limits, 'Limits per class. Command line flags may only tighten them.', { surprise: { count: 3, percent: 1 } }),
  freeze: opt(z.enum(['cleanups', 'everything']), 'Stops removals without a cut-off, or everything.', 'cleanups'),
  protected: opt(z.array(Protected).max(1000), 'Accounts that are never touched.', [{ login: 'nodkonto' }]),
  administrators: opt(
    z
      .array(
        z.strictObject({
          system: req(SystemId, 'The system.', 'ad'),
          role: req(Entitlement, 'The role whose last usable holder is never disabled.', 'Domain Admins'),
          least: opt(z.int().min(1).max(100), 'How many usable holders must remain. Default: 1.', 1),
        }),
      )
      .max(200),
    'Roles that must keep a usable holder.',
    [{ system: 'ad', role: 'Domain Admins' }],
  ),
  approvers: opt(
    z
      .array(
        z.strictObject({
          system: req(SystemId, 'The system: the forge, or the directory that fills its teams.', 'github'),
          group: req(
            Entitlement,
            'The group whose members approve changes to the files; its last usable member is never disabled.',
            'people-owners',
          ),
          least: opt(z.int().min(1).max(100), 'How many usable members must remain. Default: 1.', 1),
        }),
      )
      .max(200),
    'Groups of approvers that must keep a usable member.',
    [{ system: 'github', group: 'people-owners' }],
  ),
  service: opt(z.array(Owned).max(5000), 'Service accounts, each with an owner; never disabled with a person.', [
    { system: 'ad', login: 'svc-print', owner: 'e-1012' },
  ]),
  shared: opt(z.array(Owned).max(5000), 'Shared accounts and mailboxes, each with an owner; never disabled with a person.', [
    { system: 'm365', login: 'info', owner: 'e-1012' },
  ]),
  guest: opt(z.array(Owned).max(20_000), 'Accounts of guests from elsewhere, each with an owner who answers for them.', [
    { system: 'm365', id: '9c1e77aa', owner: 'e-1012' },
  ]),
});
export type Guardrails = z.infer<typeof Guardrails>;
