/** The small company with devices in every hand: leased, owned, with nobody, sold, awaited. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginCompany, type Company } from './small-company.ts';

/** Noon of a day on which nothing is due; e-0002 leaves three days later. */
export const AT = '2027-01-05T12:00:00Z';

const LEASE = `id: hy-1
lessor: Hyrbert Påhitt
company: se
from: 2024-03-01
to: 2027-02-28
notice: P30D
breakFee: 250.00 SEK
lines:
  LT-0003: {rent: 219.00 SEK}
`;

function device(id: string, lines: string): string {
  return `id: ${id}\ntype: laptop   # as delivered\n${lines}company: se\n`;
}

/** Begins it; nothing has been read yet. */
export async function beginWithDevices(): Promise<Company> {
  const company = await beginCompany();
  const organisation = readFileSync(join(company.root, 'state/organisation.yaml'), 'utf8');
  company.commit({
    'state/devices/LT-0003.yaml': device('LT-0003', 'status: in-use\nholder: e-0003\nownership: leased\nlease: hy-1\n'),
    'state/devices/LT-0004.yaml': device('LT-0004', 'status: in-use\nholder: e-0004\nownership: owned\n'),
    'state/devices/LT-0005.yaml': device('LT-0005', 'status: available\nholder: null\nownership: owned\n'),
    'state/devices/LT-0006.yaml': device('LT-0006', 'status: sold\nholder: null\nownership: owned\n'),
    'state/devices/PH-0007.yaml':
      'id: PH-0007\ntype: phone\nstatus: awaited\nholder: null\nownership: owned\ncompany: se\nawaitedFrom: e-0003\nawaitedSince: 2027-01-04\nlocks: {activation: present}\n',
    'state/leases/hy-1.yaml': LEASE,
    'state/organisation.yaml': organisation.replace('currency: SEK}', 'currency: SEK, vat: {rate: 25, deductible: 100}}'),
  });
  return company;
}
