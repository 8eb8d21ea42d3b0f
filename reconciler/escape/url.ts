/** Text -> parts of addresses, and addresses without secrets. */

/** The text as one segment of a path or one value of a query (RFC 3986): nothing in it separates, and lone surrogates become U+FFFD. */
export function escapeUrl(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed());
  const strict = encoded.replaceAll(/[!'()*]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return /^\.{1,2}$/u.test(strict) ? strict.replaceAll('.', '%2E') : strict;
}

/** The address without user, password, query and fragment, for messages; an address that is none of the known forms is not shown. */
export function withoutCredentials(address: string): string {
  const web = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#]*@)?([^/?#@\s]*)([^?#\s]*)/iu.exec(address);
  if (web !== null) return `${web[1] ?? ''}${web[2] ?? ''}${web[3] ?? ''}`;
  if (/^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^\s?#]+$/u.test(address)) return address.slice(address.indexOf('@') + 1);
  return /^(\.{0,2}\/|[A-Za-z]:[\\/])[^\s]*$/u.test(address) ? address : 'an address that is not shown';
}
