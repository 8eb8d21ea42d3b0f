/** The words every file is made of: branded strings, each with one ASCII pattern. */
import { z } from 'zod';

/** A required property with the hover text and the example an editor shows. */
export function req<T extends z.ZodType>(schema: T, description: string, example: unknown): T {
  return schema.meta({ description, examples: [example] });
}

/** An optional property: it may be absent, never `undefined` or null. */
export function opt<T extends z.ZodType>(schema: T, description: string, example: unknown) {
  return schema.exactOptional().meta({ description, examples: [example] });
}

const ID = /^[a-z0-9][a-z0-9-]{0,62}$/u;

/** A calendar day `YYYY-MM-DD` without a zone; days compare with `<`. */
export const Day = z.iso.date().brand<'Day'>();
export type Day = z.infer<typeof Day>;

/** An instant in UTC to the second, `2027-01-04T01:00:00Z`; instants compare with `<`. Never written in state files. */
export type Instant = string & z.core.$brand<'Instant'>;

/** A wall-clock time `HH:MM`; `24:00` is the end of the day. */
export const TimeOfDay = z
  .string()
  .regex(/^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/u)
  .brand<'TimeOfDay'>();
export type TimeOfDay = z.infer<typeof TimeOfDay>;

/** A length of time in whole days, weeks or months (ISO 8601): `P14D`, `P3M`. */
export const Period = z
  .string()
  .regex(/^P[0-9]{1,4}[DWM]$/u)
  .brand<'Period'>();
export type Period = z.infer<typeof Period>;

/** A length of time in whole hours (ISO 8601): `PT8H`. */
export const Hours = z
  .string()
  .regex(/^PT[0-9]{1,3}H$/u)
  .brand<'Hours'>();
export type Hours = z.infer<typeof Hours>;

/** A person, for ever: equal to the file name, never reused. */
export const EmployeeId = z.string().regex(ID).brand<'EmployeeId'>();
export type EmployeeId = z.infer<typeof EmployeeId>;

/** A device's key in the files and in the inventory; may have capitals, unique regardless of case. */
export const AssetTag = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/u)
  .brand<'AssetTag'>();
export type AssetTag = z.infer<typeof AssetTag>;

/** An outside system, equal to the name of its file in `policies/systems/`. */
export const SystemId = z.string().regex(ID).brand<'SystemId'>();
export type SystemId = z.infer<typeof SystemId>;

/** Any other identifier of ours: a unit, company, desk, lease, hold, exception, client or pool. */
export const Id = z.string().regex(ID).brand<'Id'>();
export type Id = z.infer<typeof Id>;

/** An identifier as an outside system spells it, opaque to us. */
export const ForeignId = z
  .string()
  .regex(/^[^\s](.{0,254}[^\s])?$/u)
  .brand<'ForeignId'>();
export type ForeignId = z.infer<typeof ForeignId>;

/** A sign-in name as the system spells it. Personal. */
export const Login = z
  .string()
  .regex(/^[^\s](.{0,126}[^\s])?$/u)
  .brand<'Login'>();
export type Login = z.infer<typeof Login>;

/** A group, right or licence as the system names it. */
export const Entitlement = z
  .string()
  .regex(/^[^\s](.{0,126}[^\s])?$/u)
  .brand<'Entitlement'>();
export type Entitlement = z.infer<typeof Entitlement>;

/** One line of at most 200 characters. */
export const ShortText = z.string().regex(/^.{1,200}$/u);

/** An opaque reference into another register (a case, a consent, a certificate); never a sentence. */
export const Reference = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,62}$/u);

/** An e-mail address as people write it; not the whole of RFC 5322. */
export const Email = z.string().regex(/^[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$/u);

/** An amount with its currency (ISO 4217), two decimals: `1800.00 SEK`. */
export const Money = z
  .string()
  .regex(/^-?(0|[1-9][0-9]{0,11})\.[0-9]{2} [A-Z]{3}$/u)
  .brand<'Money'>();
export type Money = z.infer<typeof Money>;

/** Whether an amount has value added tax in it. */
export const Vat = z.enum(['excluded', 'included']);
export type Vat = z.infer<typeof Vat>;

/** A country, ISO 3166-1 alpha-2. */
export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/u)
  .brand<'Country'>();
export type Country = z.infer<typeof Country>;

/** A currency, ISO 4217. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/u)
  .brand<'Currency'>();

/** A time zone by its IANA name. */
export const Zone = z
  .string()
  .regex(/^[A-Z][A-Za-z0-9_+-]{0,30}(\/[A-Za-z0-9_+-]{1,30}){0,2}$/u)
  .brand<'Zone'>();
export type Zone = z.infer<typeof Zone>;

/** A language that people are written to in. */
export const Locale = z.enum(['sv', 'da', 'en', 'nb', 'fi', 'de']);
export type Locale = z.infer<typeof Locale>;

/** A whole number from 0. */
export const Count = z.int().min(0).max(10_000_000);

/** A whole percentage, 0 to 100. */
export const Percent = z.int().min(0).max(100);

/** A SHA-256 digest, 64 hex digits. */
export const Digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/u)
  .brand<'Digest'>();
export type Digest = z.infer<typeof Digest>;

/** A git commit id, 40 hex digits (64 with SHA-256 repositories). */
export const CommitId = z
  .string()
  .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/u)
  .brand<'CommitId'>();
export type CommitId = z.infer<typeof CommitId>;
