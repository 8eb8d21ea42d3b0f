/** The LDAP client that tests look at real directories with, besides ldapsearch. */
export { type Change, Client } from 'ldapts';
