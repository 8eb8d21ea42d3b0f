/** The version of the rules in `parse-yaml.ts`; apart from them, so that whoever finds everything in a cache loads no parser. */

/** Part of the key of every cache. Raised when a text would give another value. */
export const PARSER_VERSION = 1;
