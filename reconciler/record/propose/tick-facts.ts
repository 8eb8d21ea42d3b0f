/** What a ticked box becomes in the file of its device once its pull request is merged; or why it becomes nothing there. Pure. */
import type { Device } from '../../../schemas/device.ts';
import type { Day } from '../../../schemas/primitives.ts';
import type { Edit } from '../../model/proposal.ts';

/** The edits that a tick stands for; none when the file says so already, or does not yet say what must come before. */
type Fact = (device: Device, on: Day) => readonly Edit[];

/**
 * Why a tick is not enough. `proof`: a certificate, a reference or a price is written by hand. `word`: it asks for one of several words.
 * `merge`: the merge itself says so. `other`: another box is what counts. `nowhere`: no file has a place for it, and nothing hangs on it.
 */
export type NoFact = 'proof' | 'word' | 'merge' | 'other' | 'nowhere';

type Lock = 'activation' | 'recoveryKey' | 'simPin' | 'management';

function lock(key: Lock, value: string): Fact {
  return ({ locks }) => {
    if (locks?.[key] === value) return [];
    return locks?.[key] === undefined
      ? [{ op: 'setKey', path: ['locks'], key, value }]
      : [{ op: 'setScalar', path: ['locks', key], value }];
  };
}

function lost(key: 'locked' | 'assessed'): Fact {
  return (device, value) =>
    device.lost === undefined || device.lost[key] !== undefined ? [] : [{ op: 'setKey', path: ['lost'], key, value }];
}

function number(key: 'secondFactorMoved' | 'moved' | 'ended'): Fact {
  return (device, value) =>
    device.number === undefined || device.number[key] !== undefined ? [] : [{ op: 'setKey', path: ['number'], key, value }];
}

const back: Fact = ({ returned, status, holder }, on) => {
  if (returned !== undefined || status === 'lost' || typeof holder === 'string') return [];
  const edit: Edit = { op: 'setKey', path: [], key: 'returned', value: { on, condition: 'ok' } };
  return status === 'awaited' ? [{ op: 'setScalar', path: ['status'], value: 'received' }, edit] : [edit];
};

/** Signed for by whoever has it now. */
const receipt: Fact = ({ received, holder, status }, on) =>
  received === undefined && typeof holder === 'string' && status === 'in-use'
    ? [{ op: 'setKey', path: [], key: 'received', value: on }]
    : [];

/** Back, and nothing is on it that must not leave the house. */
const sent: Fact = ({ status, ownership, returned, wiped }) => {
  const isPurged = wiped !== undefined && wiped.method !== 'clear' && wiped.on >= (returned?.on ?? '');
  return status === 'received' && ownership === 'leased' && isPurged
    ? [{ op: 'setScalar', path: ['status'], value: 'returned-to-lessor' }]
    : [];
};

const toOwner: Fact = ({ status, ownership }) =>
  status === 'received' && ownership === 'third-party' ? [{ op: 'setScalar', path: ['status'], value: 'returned-to-owner' }] : [];

/** Every box that a body can show. */
export const FACTS = {
  return: back,
  condition: 'word',
  wipe: 'proof',
  'wipe-purge': 'proof',
  unlock: lock('activation', 'removed'),
  'recovery-key': lock('recoveryKey', 'escrowed'),
  sim: lock('simPin', 'known'),
  'remove-management': lock('management', 'removed'),
  send: sent,
  'hand-to-owner': toOwner,
  'hand-over': 'other',
  receipt,
  'save-private': 'nowhere',
  acquire: 'proof',
  pay: 'proof',
  preserve: 'nowhere',
  lock: lost('locked'),
  assess: lost('assessed'),
  police: 'proof',
  revoke: 'proof',
  destroy: 'merge',
  'second-factor': number('secondFactorMoved'),
  'number-move': number('moved'),
  'number-end': number('ended'),
} as const satisfies Readonly<Record<string, Fact | NoFact>>;

/** The edits of a ticked box; none for one that becomes nothing. */
export function factsOf(device: Device, step: string, on: Day): readonly Edit[] {
  const fact = Object.entries<Fact | NoFact>(FACTS).find(([name]) => name === step)?.[1];
  return typeof fact === 'function' ? fact(device, on) : [];
}
