/** What a change of the files would do, as Markdown for a comment on its pull request. Ids only. Pure. */
import type { Instant, Locale, Zone } from '../../schemas/primitives.ts';
import { dayOf } from '../calendar.ts';
import { codeSpan } from '../escape/markdown.ts';
import type { Offline } from '../model/offline.ts';
import { dayLong, money, time } from '../texts/format.ts';
import { text } from '../texts/text.ts';

const MOST = 200;

/** Whose language the comment is in, and by whose wall clock its instants are told. */
export interface OfflineReader {
  readonly locale: Locale;
  readonly zone: Zone;
}

/** The comment. */
export function offlineMarkdown(view: Offline, { locale, zone }: OfflineReader): string {
  const when = (instant: Instant | null) => (instant === null ? '–' : `${dayLong(locale, dayOf(instant, zone))} ${time(instant, zone)}`);
  const say = (key: string, values: Readonly<Record<string, string>> = {}) => text(locale, `offline.${key}`, values);
  if (view.ends.length === 0) return `${say('nothing')}\n`;
  const rows = view.ends.slice(0, MOST).map((end) => {
    const cells = [
      codeSpan(end.person),
      say(`moved-${end.moved}`),
      codeSpan(when(end.before)),
      codeSpan(end.isImmediate ? say('at-once') : when(end.after)),
      codeSpan(end.systems.join(', ') || '–'),
      end.monthly === null ? '' : codeSpan(money(locale, end.monthly)),
    ];
    return `| ${cells.join(' | ')} |${end.isDue ? ` ${say('due')} |` : '  |'}`;
  });
  const heads = ['who', 'what', 'before', 'after', 'systems', 'monthly', 'note'].map((key) => say(`head-${key}`));
  const left = view.ends.length - rows.length;
  const over = view.limits
    .filter((limit) => limit.verdict === 'stopped')
    .map((limit) => `- ${say('limit', { name: limit.name, value: String(limit.value), limit: String(limit.limit) })}`);
  const mass = view.massEdit.needsTwo
    ? [`- ${say('mass-edit', { value: String(view.massEdit.value), limit: String(view.massEdit.limit) })}`]
    : [];
  return [
    say('title', { count: String(view.ends.length) }),
    '',
    `| ${heads.join(' | ')} |`,
    `| ${heads.map(() => '---').join(' | ')} |`,
    ...rows,
    ...(left > 0 ? ['', say('more', { count: String(left) })] : []),
    ...(over.length + mass.length > 0 ? ['', ...over, ...mass] : []),
    '',
    say('from-files', { zone }),
    '',
  ].join('\n');
}
