/** Small checks that put together describe a closed JSON shape; each names the first place that does not fit. */

/** Null when the value fits, else where and what is wrong: `/changes/3/kind: …`. */
export type Check = (value: unknown, at: string) => string | null;

/** A string that the pattern matches whole. */
export function like(pattern: RegExp, what: string): Check {
  return (value, at) => (typeof value === 'string' && pattern.test(value) ? null : `${at}: must be ${what}`);
}

/** A string of at most so many characters. */
export function textUpTo(most: number): Check {
  return (value, at) => (typeof value === 'string' && value.length <= most ? null : `${at}: must be text of at most ${most} characters`);
}

/** One of these values. */
export function oneOf(...values: readonly (string | boolean | null)[]): Check {
  return (value, at) => (values.some((one) => one === value) ? null : `${at}: must be one of ${values.join(', ')}`);
}

/** A whole number that JSON holds exactly. */
export function whole(value: unknown, at: string): string | null {
  return Number.isSafeInteger(value) ? null : `${at}: must be a whole number`;
}

/** True or false. */
export function yesNo(value: unknown, at: string): string | null {
  return typeof value === 'boolean' ? null : `${at}: must be true or false`;
}

/** Null, or what the check allows. */
export function orNull(check: Check): Check {
  return (value, at) => (value === null ? null : check(value, at));
}

/** What the first check allows, or else what the second does. */
export function either(first: Check, second: Check): Check {
  return (value, at) => (first(value, at) === null ? null : second(value, at));
}

/** A list of these. */
export function listOf(check: Check): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return `${at}: must be a list`;
    for (const [index, item] of value.entries()) {
      const wrong = check(item, `${at}/${index}`);
      if (wrong !== null) return wrong;
    }
    return null;
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with any keys up to 300 characters and these values. */
export function recordOf(check: Check): Check {
  return (value, at) => {
    if (!isObject(value)) return `${at}: must be an object`;
    for (const [key, item] of Object.entries(value)) {
      if (key === '__proto__' || key.length > 300) return `${at}: has a key that is not allowed`;
      const wrong = check(item, `${at}/${key}`);
      if (wrong !== null) return wrong;
    }
    return null;
  };
}

/** An object with exactly these keys; those whose name ends in `?` may be absent. */
export function shape(keys: Readonly<Record<string, Check>>): Check {
  const checks = new Map(Object.entries(keys).map(([key, check]) => [key.replace(/\?$/u, ''), check]));
  const required = Object.keys(keys).filter((key) => !key.endsWith('?'));
  return (value, at) => {
    if (!isObject(value)) return `${at}: must be an object`;
    for (const key of required) if (!Object.hasOwn(value, key)) return `${at}: ${key} is missing`;
    for (const [key, item] of Object.entries(value)) {
      const check = checks.get(key);
      if (check === undefined) return `${at}: has an unknown key`;
      const wrong = check(item, `${at}/${key}`);
      if (wrong !== null) return wrong;
    }
    return null;
  };
}

/** An object whose shape one of its keys decides. */
export function byKey(key: string, shapes: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    const tag = isObject(value) ? value[key] : undefined;
    const check = typeof tag === 'string' && Object.hasOwn(shapes, tag) ? shapes[tag] : undefined;
    return check === undefined ? `${at}/${key}: must be one of ${Object.keys(shapes).join(', ')}` : check(value, at);
  };
}
