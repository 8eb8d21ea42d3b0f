/** Usage reports of the fake. */
import { type Answer, type Call, failure, ok, type Route } from './routes.ts';
import type { FakeGoogleWorld } from './world.ts';

function reports(world: FakeGoogleWorld, call: Call): Answer {
  const found = world.reports.get(call.parts[0] ?? '');
  if (call.query['parameters'] !== 'accounts:last_login_time,gmail:last_access_time')
    return failure(400, 'invalid', 'a report with other parameters');
  // "Data for dates later than … is not yet available."
  if (found === undefined) return failure(400, 'invalid');
  const report = ([profileId, time]: readonly [string, string]) => ({
    kind: 'admin#reports#usageReport',
    date: call.parts[0],
    entity: { type: 'USER', customerId: world.customer, userEmail: world.users.get(profileId)?.primaryEmail, profileId },
    parameters: [
      { name: 'accounts:last_login_time', datetimeValue: '2026-06-01T00:00:00.000Z' },
      { name: 'gmail:last_access_time', datetimeValue: time },
    ],
  });
  return ok([...found].map(report));
}

/** The calls about reports. */
export const otherRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/admin\/reports\/v1\/usage\/users\/all\/dates\/([0-9]{4}-[0-9]{2}-[0-9]{2})$/u,
    words: ['parameters', 'maxResults', 'pageToken'],
    scopes: ['admin.reports.usage.readonly'],
    paged: { rows: 'usageReports', most: 1000, kind: 'admin#reports#usageReports' },
    answer: reports,
  },
];
