/** The people of the practice company whom no story tells about; everybody is invented. */
import type { AccountSystem, Figure } from './yaml.ts';

const SALES: readonly AccountSystem[] = ['ad', 'm365', 'crm'];
const ALL: readonly AccountSystem[] = ['ad', 'm365', 'crm', 'vpn'];
const COPENHAGEN = 'Europe/Copenhagen';
const HELSINKI = 'Europe/Helsinki';

/** Own staff: five managers, and the Danish and Finnish companies. */
const STAFF: readonly Figure[] = [
  { id: 'e-1016', name: 'Harriet Hypotes', kind: 'employee', unit: 'hr', days: '2016-02-01..', accounts: ALL, manager: 'e-1022' },
  { id: 'e-1017', name: 'Ingvar Inbillning', kind: 'employee', unit: 'it', days: '2014-09-15..', accounts: ALL, manager: 'e-1022' },
  { id: 'e-1018', name: 'Nora Norrsken', kind: 'employee', unit: 'bemanning-norr', days: '2017-05-02..', accounts: ALL, manager: 'e-1022' },
  { id: 'e-1020', name: 'Sixten Skenbar', kind: 'employee', unit: 'lager', days: '2018-08-20..', accounts: ALL, manager: 'e-1022' },
  { id: 'e-1021', name: 'Karin Katederlund', kind: 'employee', unit: 'skola', days: '2019-01-07..', accounts: ALL, manager: 'e-1022' },
  { id: 'e-1022', name: 'Vera Verklig', kind: 'employee', unit: 'ledning', days: '2012-01-02..', accounts: ALL },
  { id: 'e-1024', name: 'Penny Sagobok', kind: 'employee', unit: 'ekonomi', days: '2015-11-02..', accounts: ALL, manager: 'e-1022' },
  {
    id: 'e-1026',
    name: 'Frederik Fantasi',
    kind: 'employee',
    unit: 'konsult-dk',
    days: '2016-06-01..',
    accounts: ALL,
    manager: 'e-1022',
    zone: COPENHAGEN,
  },
  { id: 'e-1027', name: 'Lærke Luftkastel', kind: 'employee', unit: 'konsult-dk', days: '2020-03-02..', accounts: ALL, zone: COPENHAGEN },
  {
    id: 'e-1028',
    name: 'Kalevi Kuviteltu',
    kind: 'employee',
    unit: 'helsinki',
    days: '2021-08-16..',
    accounts: ALL,
    manager: 'e-1022',
    zone: HELSINKI,
  },
  { id: 'e-1029', name: 'Satu Sepitetty', kind: 'employee', unit: 'helsinki', days: '2022-01-10..', accounts: ALL, zone: HELSINKI },
];

function consultant(id: string, name: string, unit: string, days: string, assignment: string): Figure {
  return { id, name, kind: 'employee', unit, days, accounts: ALL, assignments: [assignment] };
}

/** Own employees out at clients. */
const STAFFING: readonly Figure[] = [
  consultant('e-1030', 'Måns Modell', 'bemanning-syd', '2020-09-01..', '{id: a1, client: kund-tva, from: 2025-02-03}'),
  consultant('e-1031', 'Nadja Namnlös', 'bemanning-syd', '2021-04-06..', '{id: a1, client: kund-ett, from: 2024-10-01}'),
  consultant('e-1032', 'Olle Oäkta', 'bemanning-syd', '2022-02-14..', '{id: a1, client: kund-ett, from: 2023-01-09}'),
  consultant('e-1033', 'Pia Platshållare', 'bemanning-norr', '2022-08-15..', '{id: a1, client: kund-tva, from: 2026-01-12}'),
  consultant('e-1034', 'Rut Rekvisita', 'bemanning-norr', '2023-03-01..', '{id: a1, client: kund-tva, from: 2023-04-03}'),
  consultant('e-1035', 'Sven Scenografi', 'bemanning-norr', '2024-01-08..', '{id: a1, client: kund-ett, from: 2026-05-04}'),
];

const WINTERS = ['{from: 2024-12-01, to: 2025-01-31}', '{from: 2025-12-01, to: 2026-01-31}'];

function seasonal(id: string, name: string, lastDay: string): Figure {
  return { id, name, kind: 'employee', unit: 'lager', days: `2026-12-01..${lastDay}`, accounts: ['ad'], periods: WINTERS };
}

/** The warehouse in winter. HR moved six last days on 3 January. */
const SEASONAL: readonly Figure[] = [
  seasonal('e-1041', 'Abbe Attrapp', '2026-12-31'),
  seasonal('e-1042', 'Bella Bluff', '2026-12-31'),
  seasonal('e-1043', 'Conny Kopia', '2026-12-31'),
  seasonal('e-1044', 'Dana Dimbild', '2026-12-31'),
  seasonal('e-1045', 'Emil Exempel', '2026-12-31'),
  seasonal('e-1046', 'Fia Fantom', '2026-12-31'),
  seasonal('e-1047', 'Gusten Gissning', '2027-01-31'),
  seasonal('e-1048', 'Hilma Hägring', '2027-01-31'),
];

/** Everybody from outside. */
const EXTERNAL: readonly Figure[] = [
  { id: 'x-2003', name: 'Ylva Ytterst', kind: 'consultant', unit: 'ekonomi', days: '2026-03-02..2027-06-30', accounts: ALL },
  { id: 'x-2004', name: 'Ragnar Ramavtal', kind: 'consultant', unit: 'bemanning-norr', days: '2025-09-01..2027-08-31', accounts: ALL },
  { id: 'x-2005', name: 'Sanna Skenbild', kind: 'consultant', unit: 'it', days: '2026-08-17..2027-05-31', accounts: ALL },
  { id: 't-5001', name: 'Tim Tillfällig', kind: 'temp', unit: 'ekonomi', days: '2026-06-01..2027-05-31', accounts: ALL },
  { id: 't-5002', name: 'Vilja Vikarie', kind: 'temp', unit: 'hr', days: '2026-08-10..2027-06-30', accounts: ALL },
  { id: 't-5003', name: 'Kim Kortvarig', kind: 'temp', unit: 'bemanning-syd', days: '2026-11-16..2027-04-30', accounts: SALES },
  { id: 't-5004', name: 'Lo Lånad', kind: 'temp', unit: 'bemanning-norr', days: '2026-11-16..2027-04-30', accounts: SALES },
  { id: 'r-6001', name: 'Ture Trainee', kind: 'trainee', unit: 'it', days: '2026-09-01..2027-08-31', accounts: SALES },
  { id: 'r-6002', name: 'Alma Adept', kind: 'trainee', unit: 'hr', days: '2026-09-01..2027-08-31', accounts: SALES },
  { id: 'r-6003', name: 'Lova Lärling', kind: 'trainee', unit: 'konsult-dk', days: '2026-09-01..2027-08-31', accounts: SALES },
  { id: 'c-7001', name: 'Kasper Kandidat', kind: 'candidate', unit: 'bemanning-norr', days: '?2027-03-31', accounts: [] },
  { id: 'c-7002', name: 'Wilma Väntan', kind: 'candidate', unit: 'lager', days: '?2027-03-31', accounts: [] },
  {
    id: 'a-4002',
    name: 'Kjell Kommunal',
    kind: 'affiliate',
    unit: 'skola',
    days: '2024-04-01?2027-09-30',
    accounts: SALES,
    licences: ['VISIOCLIENT'],
  },
];

/** Everybody in the table. */
export const crowd: readonly Figure[] = [...STAFF, ...STAFFING, ...SEASONAL, ...EXTERNAL];
