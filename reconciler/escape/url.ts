/** Addresses without secrets, for messages. */

/** The address without user, password, query and fragment, for messages; an address that is none of the known forms is not shown. */
export function withoutCredentials(address: string): string {
  const web = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#]*@)?([^/?#@\s]*)([^?#\s]*)/iu.exec(address);
  if (web !== null) return `${web[1] ?? ''}${web[2] ?? ''}${web[3] ?? ''}`;
  if (/^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^\s?#]+$/u.test(address)) return address.slice(address.indexOf('@') + 1);
  return /^(\.{0,2}\/|[A-Za-z]:[\\/])[^\s]*$/u.test(address) ? address : 'an address that is not shown';
}
