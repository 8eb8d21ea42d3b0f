/** The headings of Snipe-IT's exports of users, assets and licences. */
import type { Mapping } from '../mapping.ts';

/** Snipe-IT, as its own import and export templates have it. */
export const snipeIt: Mapping = {
  name: 'snipe',
  dates: 'mdy',
  per: 'year',
  people: {
    login: 'Username',
    firstName: 'First Name',
    lastName: 'Last Name',
    email: 'Email',
    enabled: 'Activated',
    firstDay: 'Start Date',
    lastDay: 'End Date',
    manager: 'Manager',
  },
  assets: {
    tag: 'Asset Tag',
    serial: 'Serial',
    model: 'Model',
    category: 'Category',
    purchased: 'Purchase Date',
    cost: 'Purchase Cost',
    status: 'Status',
    holder: 'Checked Out To: Username',
    holderType: 'Checkout Type',
    holderFirstName: 'Checked Out To: First Name',
    holderLastName: 'Checked Out To: Last Name',
    holderEmail: 'Checked Out To: Email',
    place: 'Checked Out To: Location',
  },
  licences: {
    id: 'serial number',
    name: 'Item name',
    cost: 'purchase cost',
    seats: 'seats',
    until: 'expiration date',
    login: 'Username',
    flags: ['maintained', 'reassignable'],
  },
};
