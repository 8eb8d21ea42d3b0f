/** Devices about which the inventory decides: what it shows is proposed for their files. */
import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../reconciler/model/proposal.ts';
import { device, proposalsOf } from './findings/look.ts';
import { expectTexts, the } from './proposals-look.ts';
import { line, person, type SnapshotExtra, system, type World } from './world.ts';

type Shown = { readonly holder: string | null; readonly status?: string | null };

const people = [
  person('e-1', { accounts: [line('ad', 'ad-e-1', { login: 'exem' })] }),
  person('e-2', { accounts: [line('ad', 'ad-e-2', { login: 'other' })] }),
  person('e-9', { lastDay: '2026-06-30', accounts: [line('ad', 'ad-e-9', { login: 'gone' })] }),
];

function world(own: object, shown: Shown, more: { authority?: object; snapshot?: SnapshotExtra } = {}): World {
  const asset = { id: '7', tag: 'LT-1' as never, serial: null, status: null, ...shown };
  return {
    people,
    systems: [
      system('ad'),
      system('inventory', { holds: ['assets'], authority: more.authority ?? { holder: 'inventory', status: 'inventory' } }),
    ],
    devices: [device('LT-1', 'e-1', { inventory: { system: 'inventory', id: 7 }, ...own })],
    snapshots: { inventory: { assets: [asset], ...more.snapshot } },
  };
}

/** The proposed edits of the device's file as fields, null for one taken away. */
function fields(given: World): Record<string, unknown> | null {
  const found = proposalsOf(given).find((one) => one.key === 'source/inventory');
  if (found === undefined) return null;
  expectTexts(found);
  const edits: readonly Edit[] = found.files[0]?.edits ?? [];
  return Object.fromEntries(
    edits.map((edit) => {
      if (edit.op === 'setScalar') return [String(edit.path[0]), edit.value];
      return edit.op === 'setKey' ? [edit.key, edit.value] : [edit.op === 'deleteKey' ? edit.key : '', undefined];
    }),
  );
}

const FREE = { holder: null, status: 'received' };
const PROVEN = { wiped: { on: '2027-01-03', method: 'clear' }, returned: { on: '2027-01-02', condition: 'ok' } };

describe('the holder', () => {
  it.each([
    ['somebody else', {}, { holder: 'OTHER' }, { holder: 'e-2' }],
    ['nobody', { received: '2024-02-12' }, { holder: '' }, { holder: null, status: 'received', received: undefined }],
    [
      'somebody, of a device that was free',
      { ...FREE, ...PROVEN, status: 'available' },
      { holder: 'other' },
      { holder: 'e-2', status: 'in-use', returned: undefined, wiped: undefined },
    ],
    [
      'somebody, of a device that is awaited from another',
      { holder: null, status: 'awaited', awaitedFrom: 'e-1', awaitedSince: '2026-12-31' },
      { holder: 'other' },
      { holder: 'e-2', status: 'in-use', awaitedFrom: undefined, awaitedSince: undefined },
    ],
    ['nobody, retired there', {}, { holder: '', status: 'retired' }, { holder: null, status: 'retired' }],
    ['nobody, in a word that is no status of ours', {}, { holder: '', status: 'label 3' }, { holder: null, status: 'received' }],
  ] as const)('is taken over: %s', (_, own, shown, expected) => {
    expect(fields(world(own, shown))).toEqual(expected);
  });

  it.each([
    ['the same there', {}, { holder: 'exem' }],
    ['nobody in both', FREE, { holder: '' }],
    ['unknown there', {}, { holder: null }],
    ['a name that nobody has', {}, { holder: 'nobody' }],
    ['somebody who has left', {}, { holder: 'gone' }],
    ['still with whom it is awaited from', { holder: null, status: 'awaited', awaitedFrom: 'e-1' }, { holder: 'exem' }],
    ['lost', { status: 'lost' }, { holder: '' }],
    ['sold', { holder: null, status: 'sold' }, { holder: 'other' }],
    ['kept for a matter', { status: 'hold' }, { holder: '' }],
  ] as const)('is left as it is: %s', (_, own, shown) => {
    expect(fields(world(own, shown))).toBeNull();
  });

  it.each([
    ['the files decide', { authority: { holder: 'files' } }],
    ['nothing is said about it', { authority: {} }],
    ['the reading lacks holders', { snapshot: { complete: ['existence'] } }],
  ] as const)('is left as it is where %s', (_, more) => {
    expect(fields(world({}, { holder: 'other' }, more))).toBeNull();
  });
});

describe('the status', () => {
  it.each([
    ['received', { holder: null, status: 'awaited', awaitedFrom: 'e-1' }, 'received', { status: 'received' }],
    [
      'ready, as the file proves',
      { ...FREE, ...PROVEN, awaitedFrom: 'e-1', awaitedSince: '2026-12-31' },
      'available',
      { status: 'available', awaitedFrom: undefined, awaitedSince: undefined },
    ],
    ['retired', FREE, 'retired', { status: 'retired' }],
  ] as const)('is taken over: %s', (_, own, status, expected) => {
    expect(fields(world(own, { holder: '', status }))).toEqual(expected);
  });

  it.each([
    ['ready, which nothing proves', FREE, 'available', {}],
    ['ready, wiped but locked', { ...FREE, ...PROVEN, type: 'phone' }, 'available', {}],
    ['the same', FREE, 'received', {}],
    ['a status that comes with a step', FREE, 'sold', {}],
    ['unknown', FREE, null, {}],
    ['of a device that somebody has', {}, 'retired', { authority: { status: 'inventory' } }],
    ['where the files decide', FREE, 'retired', { authority: { holder: 'inventory' } }],
    ['where the reading lacks it', FREE, 'retired', { snapshot: { complete: ['existence', 'holder'] } }],
  ] as const)('is left as it is: %s', (_, own, status, more) => {
    expect(fields(world(own, { holder: '', status }, more))).toBeNull();
  });
});

describe('the proposal', () => {
  const two = (): World => {
    const given = world({}, { holder: '' });
    const asset = (id: string, holder: string) => ({ id, tag: null, serial: null, holder, status: null });
    return {
      ...given,
      devices: [
        device('LT-2', 'e-2', { inventory: { system: 'inventory', id: 8 } }),
        device('LT-1', 'e-1', { inventory: { system: 'inventory', id: 7 } }),
        device('LT-3', 'e-1', { inventory: { system: 'inventory', id: 9 } }),
        device('LT-4', 'e-1'),
        device('LT-5', 'e-1', { inventory: { system: 'nowhere', id: 7 } }),
      ],
      snapshots: { inventory: { assets: [asset('7', ''), asset('8', 'exem')] } },
    };
  };

  it('is one for all devices of an inventory, by tag, and names people by id only', () => {
    const proposal = the(two(), 'source/inventory');

    expect(proposal).toMatchObject({ purpose: 'source', person: null, system: 'inventory', urgent: false });
    expect(proposal.lines.map(({ tag, text, values }) => [tag, text, values['from'], values['to'] ?? values['status']])).toEqual([
      ['LT-1', 'inventory-free', 'e-1', 'received'],
      ['LT-2', 'inventory-holder', 'e-2', 'e-1'],
    ]);
    expect(proposal.files.map((one) => one.file)).toEqual(['state/devices/LT-1.yaml', 'state/devices/LT-2.yaml']);
    expect(JSON.stringify(proposal)).not.toMatch(/exem|other/u);
  });

  it('names nobody where nobody had it', () => {
    expect(the(world(FREE, { holder: 'other' }), 'source/inventory').lines[0]?.values).toMatchObject({ from: '', to: 'e-2' });
  });
});
