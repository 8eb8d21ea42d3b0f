/** The smallest worlds for what hangs on a phone or a card. Everything is invented. */
import { person } from '../world.ts';
import type { Example } from './examples.ts';
import { device, plan } from './look.ts';

const left = person('e-1001', { lastDay: '2026-12-31' });

/** One per code. */
export const numberExamples: Readonly<Record<'number-open' | 'certificate-open' | 'phone-month', Example>> = {
  'number-open': [
    {
      people: [left],
      devices: [device('PH-1', 'e-1001', { type: 'phone', number: { value: '+46701740605' } })],
      offboardings: [plan('e-1001', '2026-12-31', { numbers: { 'PH-1': { disposition: 'end' } } })],
    },
  ],
  'certificate-open': [
    {
      people: [left],
      devices: [device('SC-1', 'e-1001', { type: 'smartcard', certificates: [{ serial: '7F-3A', until: '2028-01-20' }] })],
    },
  ],
  'phone-month': [
    {
      people: [left],
      devices: [device('PH-1', 'e-1001', { type: 'phone' })],
      organisation: {
        companies: [{ id: 'se', name: 'Eksempel ApS', country: 'DK', currency: 'DKK' }],
        units: [{ id: 'syd', name: 'Syd', company: 'se' }],
      },
    },
  ],
};
