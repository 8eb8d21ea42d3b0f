/** The organisation or one person on the day of the plan, told to one kind of reader. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import { moment } from '../texts/format.ts';
import { text } from '../texts/text.ts';
import { makePage, type Page, plainStyle, type Style } from './page.ts';
import { writeAuditor } from './status/auditor.ts';
import { writeCfo } from './status/cfo.ts';
import { writeHr } from './status/hr.ts';
import { writeLeaver } from './status/leaver.ts';
import { writeManager } from './status/manager.ts';
import { writeOrganisation } from './status/organisation.ts';
import { writePerson } from './status/person.ts';
import { writeSupplier } from './status/supplier.ts';
import type { Reader, ReportView } from './view.ts';

/** What is asked: by whom, perhaps about one person. */
export interface StatusRequest {
  readonly view: ReportView;
  readonly as: Reader;
  readonly person?: EmployeeId;
  readonly style?: Style;
}

function readerName(as: Reader): string {
  if (typeof as === 'string') return as;
  return 'manager' in as ? as.manager : as.supplier;
}

function writeFor(page: Page, view: ReportView, as: Reader): void {
  if (typeof as !== 'string') {
    if ('manager' in as) writeManager(page, view, as.manager);
    else writeSupplier(page, view, as.supplier);
    return;
  }
  switch (as) {
    case 'all':
      return writeOrganisation(page, view);
    case 'hr':
      return writeHr(page, view);
    case 'cfo':
      return writeCfo(page, view);
    case 'auditor':
      return writeAuditor(page, view);
    case 'leaver':
      return page.line(text(view.locale, 'leaver.whose'));
    default:
      return as satisfies never;
  }
}

/** The status as text of 80 columns: one person when one is named, else the cut for the reader. People stand there by id. */
export function statusText({ view, as, person, style }: StatusRequest): string {
  const { locale, plan, desired } = view;
  const page = makePage(style ?? plainStyle);
  const when = moment(locale, plan.asOf, plan.zone);
  page.heading(text(locale, 'reader.title', { organisation: desired.organisation.name, when }));
  if (as !== 'all') page.line(text(locale, 'reader.for', { reader: as === 'leaver' && person !== undefined ? person : readerName(as) }));
  page.blank();
  if (person === undefined) writeFor(page, view, as);
  else if (as === 'leaver') writeLeaver(page, view, person);
  else writePerson(page, view, { person, as });
  return page.text();
}
