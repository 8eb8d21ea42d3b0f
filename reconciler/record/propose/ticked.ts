/** What people ticked in a pull request that is merged now and no file says yet: proposed as facts of the device's file. Never a certificate, a price or a reference: those are written by hand. */
import type { Device } from '../../../schemas/device.ts';
import { places } from '../../../schemas/places.ts';
import type { AssetTag, Day, EmployeeId } from '../../../schemas/primitives.ts';
import { dayOf } from '../../calendar.ts';
import type { Edit, FileEdits, Proposal, ProposalLine } from '../../model/proposal.ts';
import type { PullRequest } from '../../ports.ts';
import { ticksIn } from '../pull-ticks.ts';
import type { ProposeRequest } from './request.ts';
import { factsOf } from './tick-facts.ts';

/** Purposes whose boxes are about devices. */
const WITH_BOXES = /^(?:release|sale|receive|lost)\/(.+)-(\d{4}-\d{2}-\d{2})$/u;

/** One device with steps that were ticked and stand in no file. */
interface Ticked {
  readonly device: Device;
  readonly person: EmployeeId;
  /** The day that names the pull request: since when the device is awaited. */
  readonly since: Day;
  readonly steps: readonly string[];
  readonly edits: readonly Edit[];
}

/** True of a device that the open plan of this leaving gave to whoever has it now. */
function isHandedOn({ desired }: ProposeRequest, { id, holder, status }: Device, of: { person: string; spell: string }): boolean {
  const open = [...desired.offboardings.values()].filter((plan) => plan.closed === undefined);
  const plans = open.filter((plan) => plan.employee === of.person && plan.spell === of.spell);
  return plans.some(({ devices }) => {
    const wish = devices?.[id];
    return wish?.disposition === 'transfer' && wish.to === holder && status === 'in-use';
  });
}

/** True while the device still is the matter of the person whose pull request, merged on that day, it stood in. */
function isAbout(device: Device, person: string, mergedOn: Day): boolean {
  const { status, lost, sale, awaitedFrom, awaitedSince } = device;
  if (status === 'lost') return lost !== undefined && lost.on <= mergedOn;
  if (status === 'sale-pending') return sale?.to === person;
  return awaitedFrom === person && (awaitedSince === undefined || awaitedSince <= mergedOn);
}

function* tickedIn(request: ProposeRequest, pull: PullRequest): Generator<Ticked> {
  const [, person, since] = WITH_BOXES.exec(pull.key) ?? [];
  if (pull.state !== 'merged' || pull.mergedAt === null || person === undefined || since === undefined) return;
  const { desired, only = null } = request;
  if (desired.broken.has(person as EmployeeId) || (only !== null && only !== person)) return;
  const on = dayOf(pull.mergedAt, desired.organisation.timeZone);
  for (const [tag, steps] of ticksIn(pull.body)) {
    const device = desired.devices.get(tag as AssetTag);
    if (device === undefined || !(isAbout(device, person, on) || isHandedOn(request, device, { person, spell: since }))) continue;
    const told = [...steps].map((step) => ({ step, edits: factsOf(device, step, on) })).filter(({ edits }) => edits.length > 0);
    if (told.length === 0) continue;
    const day = (device.awaitedSince ?? since) as Day;
    yield {
      device,
      person: person as EmployeeId,
      since: day,
      steps: told.map(({ step }) => step),
      edits: told.flatMap(({ edits }) => edits),
    };
  }
}

function fileOf(request: ProposeRequest, device: Device): string | null {
  const end = `/${device.id}.yaml`;
  return [...request.desired.files.keys()].find((path) => path.startsWith(`${places.device.path}/`) && path.endsWith(end)) ?? null;
}

function proposalOf(request: ProposeRequest, key: string, group: readonly (Ticked & { readonly pull: string })[]): Proposal[] {
  const lines: ProposalLine[] = [];
  const files: FileEdits[] = [];
  for (const { device, person, steps, edits, pull } of group) {
    const file = fileOf(request, device);
    if (file === null) continue;
    const because = { rule: 'ticked', file, pointer: '', line: 0 };
    const values = { device: device.id, type: device.type, from: person, ticked: steps.join(', ') };
    lines.push({ tag: device.id, text: 'ticked', values, remarks: [{ text: 'ticked-in', values: { pull } }], because });
    files.push({ file, edits });
  }
  const [first] = group;
  const [line] = lines;
  if (first === undefined || line === undefined) return [];
  const { person, since } = first;
  const plans = [...request.desired.offboardings.values()].filter((plan) => plan.employee === person && plan.closed === undefined);
  const silent = plans.some((plan) => plan.silent === true);
  const common = { purpose: 'receive', system: null, urgent: false, silent, checklist: [] } as const;
  return [{ key, person, day: since, ...common, files, lines, because: line.because }];
}

/** Joins what the plan proposes for a key with what was ticked: one pull request per person and purpose. */
function join(planned: Proposal, ticked: Proposal): Proposal {
  return { ...planned, files: [...planned.files, ...ticked.files], lines: [...planned.lines, ...ticked.lines] };
}

/** The proposals with those that follow from ticks of merged pull requests, newest pull request of a key only. As in the plan: none for people whose files are broken, and `only` is kept to. */
export function withTicked(request: ProposeRequest, pulls: ReadonlyMap<string, PullRequest>): readonly Proposal[] {
  if (request.forge.kind === 'local') return request.proposals;
  const found = [...pulls.values()].flatMap((pull) => [...tickedIn(request, pull)].map((one) => ({ ...one, pull: pull.key })));
  const byDevice = new Map(found.map((one) => [one.device.id, one]));
  const groups = Map.groupBy([...byDevice.values()], ({ person, since }) => `receive/${person}-${since}`);
  const ticked = new Map(
    [...groups]
      .flatMap(([key, group]) =>
        proposalOf(
          request,
          key,
          group.toSorted((a, b) => (a.device.id < b.device.id ? -1 : 1)),
        ),
      )
      .map((one) => [one.key, one]),
  );
  const planned = request.proposals.map((one) => {
    const more = ticked.get(one.key);
    ticked.delete(one.key);
    return more === undefined ? one : join(one, more);
  });
  return [...planned, ...ticked.values()];
}
