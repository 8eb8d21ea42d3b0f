/** What is asked of Google as which right: one OAuth scope each, so that a right that is missing takes away what needs it and no more. */

/** One right. `licences` has no variant for reading alone; `mailbox` is only looked for, as one that nobody here needs. */
export type Right = 'users' | 'change-users' | 'security' | 'groups' | 'members' | 'licences' | 'usage' | 'mailbox';

/** Google's hosts that are asked. */
export type Host = 'admin' | 'licensing';

/** The scope of each right, as it is delegated in the Admin console, and the host that takes it. */
export const RIGHTS: Readonly<Record<Right, { readonly scope: string; readonly host: Host }>> = {
  users: { scope: 'https://www.googleapis.com/auth/admin.directory.user.readonly', host: 'admin' },
  'change-users': { scope: 'https://www.googleapis.com/auth/admin.directory.user', host: 'admin' },
  security: { scope: 'https://www.googleapis.com/auth/admin.directory.user.security', host: 'admin' },
  groups: { scope: 'https://www.googleapis.com/auth/admin.directory.group.readonly', host: 'admin' },
  members: { scope: 'https://www.googleapis.com/auth/admin.directory.group.member', host: 'admin' },
  licences: { scope: 'https://www.googleapis.com/auth/apps.licensing', host: 'licensing' },
  usage: { scope: 'https://www.googleapis.com/auth/admin.reports.usage.readonly', host: 'admin' },
  mailbox: { scope: 'https://www.googleapis.com/auth/gmail.settings.basic', host: 'admin' },
};

/** The hosts of Google itself. */
export const HOSTS: Readonly<Record<Host, string>> = {
  admin: 'https://admin.googleapis.com',
  licensing: 'https://licensing.googleapis.com',
};

/** Where tokens are given. */
export const TOKEN_HOST = 'https://oauth2.googleapis.com';
