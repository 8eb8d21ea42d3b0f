/** The devices of the practice company that no story tells about; models and serial numbers are invented. */
import type { Item } from './yaml.ts';

/** A laptop: number, holder, and either its lease or the day it was bought. */
type LaptopRow = readonly [number, string | null, string];

const LAPTOPS: readonly LaptopRow[] = [
  [12, 'e-1012', 'hy-2025-002'],
  [13, 'e-1013', 'll-2024-009'],
  [14, 'e-1014', 'hy-2025-002'],
  [15, 'e-1015', 'hy-2025-002'],
  [17, 'e-1017', 'hy-2023-004'],
  [18, 'e-1018', 'hy-2024-017'],
  [20, 'e-1020', 'll-2024-009'],
  [21, 'e-1021', '2023-08-21'],
  [22, 'e-1022', 'hy-2025-002'],
  [24, 'e-1024', 'hy-2024-017'],
  [25, 'e-1025', 'll-2025-011'],
  [26, 'e-1026', '2024-05-13'],
  [27, 'e-1027', '2024-05-13'],
  [28, 'e-1028', '2023-10-02'],
  [29, 'e-1029', '2023-10-02'],
  [30, 'e-1030', 'hy-2024-017'],
  [31, 'e-1031', 'hy-2024-017'],
  [32, 'e-1032', 'hy-2024-017'],
  [33, 'e-1033', 'll-2024-009'],
  [34, 'e-1034', 'll-2024-009'],
  [35, 'e-1035', 'll-2025-011'],
  [36, 'e-1016', 'hy-2025-002'],
  [37, 'x-2002', 'hy-2025-002'],
  [38, 'x-2003', 'hy-2025-002'],
  [39, 'x-2005', 'hy-2025-002'],
  [40, 't-5001', 'll-2024-009'],
  [41, 't-5002', 'll-2024-009'],
  [44, 'r-6001', 'll-2024-009'],
  [45, 'r-6002', '2025-08-25'],
];

/** Day the devices of a lease were handed out. */
const HANDED_OUT: Readonly<Record<string, string>> = {
  'hy-2023-004': '2024-01-10',
  'hy-2024-017': '2024-03-04',
  'hy-2025-002': '2025-07-01',
  'll-2024-009': '2024-02-05',
  'll-2025-011': '2025-12-01',
};

/** Holders of bought devices whose company is not the Swedish one. */
const COMPANY: Readonly<Record<string, string>> = {
  'e-1021': 'kommun',
  'e-1026': 'dk',
  'e-1027': 'dk',
  'e-1028': 'fi',
  'e-1029': 'fi',
};

function tag(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(4, '0')}`;
}

function company(holder: string | null): { company: string } | Record<string, never> {
  const found = holder === null ? undefined : COMPANY[holder];
  return found === undefined ? {} : { company: found };
}

function laptop([number, holder, source]: LaptopRow): Item {
  const base = { id: tag('LT', number), type: 'laptop', model: 'Exempelbok 14', holder, number: 100 + number };
  if (/^\d/u.test(source)) return { ...base, ...company(holder), purchased: source };
  const received = HANDED_OUT[source];
  return { ...base, lease: source, ...(received === undefined ? {} : { received }) };
}

/** Holders of bought phones, by the number in the tag. */
const PHONES: readonly (readonly [number, string])[] = [
  [2, 'e-1002'],
  [4, 'e-1004'],
  [7, 'e-1007'],
  [12, 'e-1012'],
  [13, 'e-1013'],
  [14, 'e-1014'],
  [15, 'e-1015'],
  [16, 'e-1016'],
  [17, 'e-1017'],
  [18, 'e-1018'],
  [20, 'e-1020'],
  [21, 'e-1021'],
  [22, 'e-1022'],
  [23, 'e-1023'],
  [24, 'e-1024'],
  [26, 'e-1026'],
  [27, 'e-1027'],
  [28, 'e-1028'],
  [29, 'e-1029'],
  [30, 'e-1030'],
  [31, 'e-1031'],
  [32, 'e-1032'],
];

function phone([number, holder]: readonly [number, string]): Item {
  return {
    id: tag('PH', number),
    type: 'phone',
    model: 'Pratlur 6',
    holder,
    number: 200 + number,
    ...company(holder),
    purchased: '2025-03-17',
  };
}

const TABLETS: readonly (readonly [number, string])[] = [
  [1, 'e-1018'],
  [2, 'e-1021'],
  [4, 'e-1022'],
  [5, 'e-1026'],
  [6, 'e-1030'],
  [7, 'e-1020'],
];

function tablet([number, holder]: readonly [number, string]): Item {
  return {
    id: tag('TB', number),
    type: 'tablet',
    model: 'Ritplatta 10',
    holder,
    number: 400 + number,
    ...company(holder),
    purchased: '2024-11-11',
  };
}

const CARDS: readonly (readonly [number, string])[] = [
  [1, 'e-1016'],
  [2, 'e-1017'],
  [3, 'e-1018'],
  [5, 'e-1021'],
  [6, 'e-1022'],
  [7, 'e-1024'],
  [8, 'a-4002'],
];

function card([number, holder]: readonly [number, string]): Item {
  return { id: tag('C', number), type: 'smartcard', model: 'Låtsaskort', holder, number: 500 + number, ...company(holder) };
}

const OTHERS: readonly Item[] = [
  {
    id: 'LT-0042',
    type: 'laptop',
    model: 'Exempelbok 13',
    holder: null,
    number: 142,
    status: 'returned-to-lessor',
    lease: 'hy-2023-004',
    returned: '{on: 2026-08-28, condition: worn}',
    wiped: '{on: 2026-08-31, method: purge, certificate: W-2026-0042}',
  },
  {
    id: 'LT-0043',
    type: 'laptop',
    model: 'Exempelbok 13',
    holder: null,
    number: 143,
    status: 'returned-to-lessor',
    lease: 'hy-2023-004',
    returned: '{on: 2026-08-28, condition: ok}',
    wiped: '{on: 2026-08-31, method: purge, certificate: W-2026-0043}',
  },
  {
    id: 'PL-0001',
    type: 'laptop',
    model: 'Exempelbok 14',
    holder: '{pool: bemanning-syd}',
    number: 601,
    custodian: 'e-1020',
    company: 'se',
    purchased: '2024-09-02',
  },
  {
    id: 'PL-0002',
    type: 'desktop',
    model: 'Skrivbordsexempel 3',
    holder: '{place: reception}',
    number: 602,
    custodian: 'e-1016',
    company: 'se',
    purchased: '2022-04-04',
  },
  {
    id: 'PL-0003',
    type: 'phone',
    model: 'Pratlur 5',
    holder: '{unit: lager}',
    number: 603,
    custodian: 'e-1020',
    company: 'se',
    purchased: '2023-11-20',
  },
  {
    id: 'CL-0008',
    type: 'laptop',
    model: 'Kundbok 15',
    holder: 'e-1030',
    number: 608,
    ownership: 'third-party',
    owner: 'kund-tva',
    received: '2025-02-03',
  },
  { id: 'PP-0001', type: 'phone', model: 'Egen lur', holder: 'e-1031', number: 701, ownership: 'personal' },
  {
    id: 'WA-0001',
    type: 'accessory',
    model: 'Klockexempel 2',
    holder: 'e-1020',
    number: 801,
    purchased: '2026-05-18',
  },
];

/** Every device of the table. */
export const stock: readonly Item[] = [...LAPTOPS.map(laptop), ...PHONES.map(phone), ...TABLETS.map(tablet), ...CARDS.map(card), ...OTHERS];
