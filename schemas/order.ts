/** The order of keys in every kind of file, for editing and writing files without loading any definition. A test compares it with the definitions. */
import type { Kind } from './places.ts';

/** The order of keys below one place of a document: of the map itself, and of what its list items or record values hold. */
export interface KeyOrder {
  /** Keys in order; null for plain values. */
  readonly keys?: ReadonlyMap<string, KeyOrder | null>;
  readonly each?: KeyOrder;
}

/** Keys in order; `name{…}` is a map, `name*{…}` a list or record of maps, `name{…}*{…}` either. */
const orders: Readonly<Record<Kind, string>> = {
  organisation: [
    '{name timeZone locale companies*{id name country currency vat{rate deductible}} units*{id name company manager acting{who',
    'from to} parent} home journal{genesis} desks*{name email locale team supplier hours respond} shardFolders}',
  ].join(' '),
  employee: [
    '{id person{name email} kind unit manager source{system id} firstDay lastDay lastWorkingDay reviewBy periods*{from to}',
    'assignments*{id client unit from to grants} leaves*{from to access licences converted} timeZone accounts*{system id login grants',
    'licences}}',
  ].join(' '),
  device: [
    '{id type model serial status holder{unit place pool} custodian ownership owner company lease inventory{system id} number{value boundUntil secondFactorMoved moved ended}',
    'certificates*{serial until revoked{on ref}} purchased',
    'cost location{country} received awaitedFrom awaitedSince returned{on condition by} locks{activation recoveryKey management simPin}',
    'wiped{on method certificate by} repair{vendor since loaner} acquired{from price on} sale{to price vat consent paid} lost{on',
    'locked assessed police}}',
  ].join(' '),
  lease: [
    '{id lessor company from to notice noticeGiven autoExtend lines*{rent residual guaranteedResidual to} breakFee quote{price on',
    'until} lateReturn mayLeaveCountry}',
  ].join(' '),
  offboarding: [
    '{employee kind noticeGiven endedBy spell ends{access devices phone} notify{buyoutQuestion because} silent successor',
    'devices*{disposition until matter offer{price vat basis marketValue{amount source on} sent answerBy answer answered else} settle consent{on ref} to note}',
    'numbers*{disposition consent{on ref}} earlyEnd*{settle consent{on ref}} handover*{what to} accounts*{mailbox{autoReply until delegate converted} files{to moved}}',
    'tasks*{done skipped by} closed}',
  ].join(' '),
  exception: '{id subject{employee device account{system id}} finding change system reason owner from until}',
  hold: '{id subject{employee device account{system id}} matter from until}',
  cleanup: '{id system accounts what entitlements reason}',
  reading: '{system count digest reason from until}',
  guardrails: [
    '{limits{known{percent} fresh{count percent week month} surprise{count percent week month} immediate{count week} cleanup{count',
    'percent week month unitPercent unitCount} enable{count percent week month} massEdit{count percent}} freeze protected*{system',
    'id login role} administrators*{system role least} approvers*{system group least} service*{system id login owner purpose} shared*{system id login owner',
    'purpose} guest*{system id login owner purpose}}',
  ].join(' '),
  access: [
    '{cutOff ladder{groups licences deletionDue} mailbox{autoReply keep delegate} mailboxByCountry*{autoReply keep delegate}',
    'captureRetention}',
  ].join(' '),
  'device-rules': [
    '{defaults*{kinds types ownership disposition} planRequired decideTypes buyout{kinds types endedBy minimumTenure basis',
    'belowValue payrollCloses} earlyEnd*{kinds endedBy budget} decisionDeadline minimumLeaseLeft remindAfter graceUntilLost wipe{inside outside} release{merge unmergedAfter} pullRequests{open perRun}}',
  ].join(' '),
  'offboarding-tasks': '{tasks*{id title{sv da en} assignee when{kinds holds units} due after evidence required}}',
  drift: [
    '{account-after-cut-off{on severity after tell} orphan-account{on severity after tell} undeclared-guest{on severity after tell} unlinked-account{on severity after',
    'tell} disputed-account{on severity after tell} account-re-enabled{on severity after tell} account-disabled-by-us{on severity',
    'after tell} account-missing{on severity after tell} grant-missing{on severity after tell} licence-missing{on severity after',
    'tell} undeclared-grant{on severity after tell} undeclared-licence{on severity after tell} stale-licence{on severity after',
    'tell} leaver-licence{on severity after tell} unused-seats{on severity after tell} deletion-due{on severity after tell}',
    'handover-overdue{on severity after tell} device-awaited{on severity after tell} device-to-wipe{on severity after tell}',
    'device-ready{on severity after tell} device-idle{on severity after tell} device-wiped-in-use{on severity after tell} device-still-seen{on severity after tell} device-left-unwiped{on severity after tell} device-past-end{on severity after tell} device-undecided{on severity after tell} receipt-open{on severity after tell}',
    'device-lost{on severity after tell} loaner-out{on severity after tell} shared-without-custodian{on severity after tell} holder-mismatch{on severity after tell} unknown-device{on severity after tell}',
    'missing-device{on severity after tell} sale-incomplete{on severity after tell} sale-value{on severity after tell} sale-settlement{on severity after tell} buyout-cost{on severity after tell} number-open{on severity after tell} certificate-open{on severity after tell} phone-month{on severity after tell}',
    'return-suggested{on severity after tell} return-batch{on severity after tell} lease-ending{on severity after tell} lease-rolling{on severity after tell}',
    'lease-overdue{on severity after tell} lease-country{on severity after tell} hold-costs{on severity after tell}',
    'leaver-without-plan{on severity after tell} external-without-end{on severity after tell} external-near-end{on severity after',
    'tell} review-due{on severity after tell} review-passed{on severity after tell} unit-without-manager{on severity after tell}',
    'responsibility-without-owner{on severity after tell} person-unknown{on severity after tell} source-differs{on severity after',
    'tell} joiner-soon{on severity after tell} exception-running-out{on severity after tell} loosened-by-subject{on severity after',
    'tell} pull-request-unmerged{on severity after tell} notice-open{on severity after tell} system-not-read{on severity after tell}}',
  ].join(' '),
  approvals: '{source rules*{for units desks people manager number}}',
  notices: [
    '{mode server certificate from{address name} credential{user password} limits{perRun} desks{hr payroll} returnNote{on before where}',
    'settlement{on} decisionDue{on before} buyoutQuestion{on}}',
  ].join(' '),
  system: [
    '{kind id name mode tenant holds identityProvider desk authoritative allowDeletion endDay authority{holder status} canaries*{id',
    'enabled groups absent} maxAge lag licences*{id name price per seats commitment{until quantity}} mailboxLicences supplier{does checks within}',
    'credential{read write} flavour plan reads writes organisation actsAs{read write} leaversPlace groups{bases lastMember}*{name id} leavers stamp',
    'timeZone licenceGroups lastUse confirmUnused dynamicGroups products automaticLicences*{licence place} usage showSessions',
    'autoReply address certificate bind{read write} people{bases filter login} login dialect scimAddress workspace billing clients{read',
    'write} apps*{id licence} deactivates copilot saml enterprise{name credential} auditLog managedUsers catalog fields{tag serial}',
    'statusLabels*{means id name} statuses*{means name}',
    'tables*{holds file columns{id login email enabled groups roles licences lastUse tag serial status holder firstDay lastDay unit}',
    'encoding delimiter enabledWhen disabledWhen dates listSeparator freshness{column sideFile file}} world pageSize requestsPerMinute}',
  ].join(' '),
  override: '{id class system set reason from until}',
};

interface Scan {
  readonly tokens: readonly string[];
  at: number;
}

function scanKeys(scan: Scan): KeyOrder {
  const keys = new Map<string, KeyOrder | null>();
  for (;;) {
    const name = scan.tokens[scan.at++];
    if (name === undefined || name === '}') return { keys };
    keys.set(name, scanBelow(scan));
  }
}

function scanMap(scan: Scan): KeyOrder | null {
  if (scan.tokens[scan.at] !== '{') return null;
  scan.at += 1;
  return scanKeys(scan);
}

function scanBelow(scan: Scan): KeyOrder | null {
  const own = scanMap(scan);
  if (scan.tokens[scan.at] !== '*') return own;
  scan.at += 1;
  const each = scanMap(scan);
  return each === null ? own : { ...own, each };
}

/** The order of keys in files of this kind. */
export function keyOrder(kind: Kind): KeyOrder {
  return scanBelow({ tokens: orders[kind].match(/[\w-]+|[*{}]/gu) ?? [], at: 0 }) ?? {};
}
