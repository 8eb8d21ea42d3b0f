/** JSON Schema -> a check that runs. From source it compiles at the first file of a kind; the bundle replaces this module by one that loads code made ahead (`build.ts`, `schemas/precompile.ts`). */
import { Ajv, type ErrorObject } from 'ajv';
import { ajvOptions } from '../../schemas/ajv-options.ts';
import type { Kind } from '../../schemas/places.ts';
import { schemaFiles } from './schema-files.ts';

/** One complaint of the validator. */
export type ShapeError = Pick<ErrorObject, 'instancePath' | 'schemaPath' | 'keyword' | 'params'>;

/** A compiled check: true, or false with its complaints in `errors`. */
export interface Check {
  (value: unknown): boolean;
  errors?: readonly ShapeError[] | null;
}

let ajv: Ajv | null = null;
const checks = new Map<Kind, Check>();

/** The check for one kind. */
export function checkFor(kind: Kind): Check {
  const known = checks.get(kind);
  if (known !== undefined) return known;
  ajv ??= new Ajv(ajvOptions);
  const check = ajv.compile(schemaFiles[kind]) as Check;
  checks.set(kind, check);
  return check;
}
