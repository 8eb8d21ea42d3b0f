/** How the validator is set up; the same at run time and ahead of time. */
import type { Options } from 'ajv';
import { DAY } from './day-format.ts';

/** Strict in everything; unions are told apart by their discriminator; nothing is coerced or filled in. */
export const ajvOptions = {
  strict: true,
  strictRequired: false,
  discriminator: true,
  allErrors: true,
  messages: false,
  formats: { date: DAY },
} as const satisfies Options;
