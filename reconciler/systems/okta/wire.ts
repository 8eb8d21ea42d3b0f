/** The forms of Okta's answers, open: only what is used is looked at. */
import { z } from 'zod';

const Id = z.string().min(1);

/** The org, as it tells everybody. */
export const Org = z.object({ id: Id });

/** What an account is in; new words may come. */
const Status = z.string().min(1);

/** A user. */
export const User = z.object({
  id: Id,
  status: Status,
  created: z.string().nullish(),
  lastLogin: z.string().nullish(),
  lastUpdated: z.string().nullish(),
  transitioningToStatus: z.string().nullish(),
  profile: z.object({ login: z.string().nullish(), email: z.string().nullish(), displayName: z.string().nullish() }),
  credentials: z.object({ provider: z.object({ type: z.string() }).nullish() }).nullish(),
});
export type User = z.infer<typeof User>;

/** What is kept of a reading for the next one: users as they were, and when they were asked for. */
export const Earlier = z.strictObject({ users: z.array(User), readAt: z.iso.datetime({ precision: 0 }) });
export type Earlier = z.infer<typeof Earlier>;

/** An event of the System Log: who did it, and to whom. */
export const LogEvent = z.object({
  published: z.string(),
  eventType: z.string(),
  actor: z.object({ id: Id, type: z.string() }).nullish(),
  outcome: z.object({ result: z.string() }).nullish(),
  target: z.array(z.object({ id: Id, type: z.string() })).nullish(),
});
export type LogEvent = z.infer<typeof LogEvent>;

/** A row of which only the id is needed. */
export const WithId = z.object({ id: Id });

/** A group. Only those of type `OKTA_GROUP` can be changed. */
export const Group = z.object({ id: Id, type: z.string(), profile: z.object({ name: z.string() }) });
export type Group = z.infer<typeof Group>;

/** A rule that puts people into groups. */
export const GroupRule = z.object({
  status: z.string(),
  actions: z.object({ assignUserToGroups: z.object({ groupIds: z.array(Id) }).nullish() }).nullish(),
});

/** Somebody who has an app: by themselves (`USER`) or through a group (`GROUP`). */
export const AppUser = z.object({ id: Id, scope: z.string().nullish(), created: z.string().nullish() });
export type AppUser = z.infer<typeof AppUser>;

/** Users who have a role of an administrator; the next page stands in the body. */
export const Assignees = z.object({
  value: z.array(z.unknown()),
  _links: z.object({ next: z.object({ href: z.string() }).nullish() }).nullish(),
});

/** A role of an administrator. */
export const Role = z.object({ type: z.string(), label: z.string().nullish() });
