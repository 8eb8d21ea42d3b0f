/** The settled figures of the night of 4 January 2027, read off a night. The start script and the tests hold the night to them. */
import { sumMoney } from '../../reconciler/report/money.ts';
import type { ReportView } from '../../reconciler/report/view.ts';

/** What is counted. */
export type Figures = Readonly<Record<string, number | string>>;

function people(view: ReportView, of: string): number {
  return new Set(view.plan.changes.filter((change) => change.kind === 'disable' && change.class === of).map((change) => change.person))
    .size;
}

function outcomes(view: ReportView, kind: string, outcome: string): number {
  return view.outcomes.filter((one) => one.kind === kind && one.outcome === outcome).length;
}

function findings(view: ReportView, ...codes: readonly string[]) {
  return view.plan.findings.filter((one) => codes.includes(one.code));
}

function staleCost(view: ReportView): string {
  return sumMoney(findings(view, 'stale-licence', 'leaver-licence').map((one) => one.cost?.monthly)).join(' + ');
}

/** The figures of a night. */
export function figuresOf(view: ReportView): Figures {
  const { plan, pulls } = view;
  const opened = pulls.filter((pull) => pull.outcome === 'opened').map((pull) => pull.key);
  return {
    'people known': people(view, 'known'),
    'people fresh': people(view, 'fresh'),
    'people surprise': people(view, 'surprise'),
    'guardrail stops': plan.stops.length,
    'people held by the guardrail': plan.stops.flatMap((stop) => stop.held).length,
    'accounts held by the guardrail': plan.held.filter((held) => held.by.startsWith('guardrail:')).length,
    'sign-ins ended and verified': outcomes(view, 'disable', 'verified'),
    'sign-ins given back and verified': outcomes(view, 'enable', 'verified'),
    'seats freed': outcomes(view, 'licences', 'verified'),
    'groups taken': outcomes(view, 'groups', 'verified'),
    'handed over': view.outcomes.filter((one) => one.outcome === 'handed-over').length,
    'holds in force': new Set(plan.held.filter((held) => held.by.startsWith('hold:')).map((held) => held.by)).size,
    'held by observe': plan.held.filter((held) => held.by === 'observe').length,
    'pull requests opened': opened.length,
    'releases opened': opened.filter((key) => key.startsWith('release/')).length,
    'sales opened': opened.filter((key) => key.startsWith('sale/')).length,
    'other proposals': plan.proposals.filter((one) => one.purpose !== 'release' && one.purpose !== 'sale').length,
    'inventory changes': plan.changes.filter((change) => 'asset' in change).length,
    'mails sent': (view.notices ?? []).filter((one) => one.outcome === 'accepted').length,
    orphans: findings(view, 'orphan-account').length,
    'stale licences a month': staleCost(view),
    'overdue at the supplier': findings(view, 'handover-overdue').length,
    exit: view.exit,
  };
}

/** What the night of 4 January must show. */
export const THE_NIGHT_SHOWS: Figures = {
  'people known': 1,
  'people fresh': 0,
  'people surprise': 3,
  'guardrail stops': 1,
  'people held by the guardrail': 6,
  'accounts held by the guardrail': 6,
  'sign-ins ended and verified': 8,
  'sign-ins given back and verified': 2,
  'seats freed': 1,
  'groups taken': 0,
  'handed over': 1,
  'holds in force': 1,
  'held by observe': 1,
  'pull requests opened': 5,
  'releases opened': 4,
  'sales opened': 1,
  'other proposals': 0,
  'inventory changes': 0,
  'mails sent': 2,
  orphans: 1,
  'stale licences a month': '4534.00 SEK',
  'overdue at the supplier': 1,
  exit: 5,
};

/** What the second run of the same night must show. */
export const THE_SECOND_RUN_SHOWS: Figures = {
  'people known': 0,
  'people fresh': 0,
  'people surprise': 0,
  'guardrail stops': 1,
  'people held by the guardrail': 6,
  'accounts held by the guardrail': 6,
  'sign-ins ended and verified': 0,
  'sign-ins given back and verified': 0,
  'seats freed': 0,
  'groups taken': 0,
  'handed over': 0,
  'holds in force': 1,
  'held by observe': 1,
  'pull requests opened': 0,
  'releases opened': 0,
  'sales opened': 0,
  'other proposals': 0,
  'inventory changes': 0,
  'mails sent': 0,
  orphans: 1,
  'stale licences a month': '4145.00 SEK',
  'overdue at the supplier': 1,
  exit: 5,
};

/** Lines where figures differ from what must be shown. */
export function differences(shown: Figures, wanted: Figures): readonly string[] {
  return Object.entries(wanted)
    .filter(([name, value]) => shown[name] !== value)
    .map(([name, value]) => `${name}: ${shown[name]}, not ${value}`);
}
