/** The format `date` of the JSON Schemas: a calendar day that exists. Ours, because ajv brings none. */

/** `YYYY-MM-DD` of the proleptic Gregorian calendar, leap days in leap years only; the same verdict as the definitions give. */
export const DAY =
  /^(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$/u;
