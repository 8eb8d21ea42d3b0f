/** Which documents the editor touches at all: one plain document without anything that makes text and value differ in more than layout. Pure. */
import { type CST, type Document, isScalar, type Pair, visit, type YAMLMap } from 'yaml';
import { rangeOf } from './places.ts';

function isOrdinary(pair: Pair): boolean {
  const { start } = pair.srcToken as CST.CollectionItem;
  return isScalar(pair.key) && start.every((token) => token.type !== 'explicit-key-ind');
}

/** A map without braces inside a flow list: `[a: 1]`. */
function isBraceless(map: YAMLMap, text: string): boolean {
  return map.flow === true && text[rangeOf(map)[0]] !== '{';
}

/** True when a map has a key twice. The parser would compare each key with every other, which takes minutes where there are many. */
function hasTwins(document: Document): boolean {
  let found = false;
  visit(document, {
    Map: (_key, map) => {
      const keys = map.items.map(({ key }) => (isScalar(key) ? key.value : key));
      found ||= new Set(keys).size < keys.length;
    },
  });
  return found;
}

/** How texts are parsed, before and after an edit. */
export const PARSING = { version: '1.2', strict: true, logLevel: 'error', uniqueKeys: false } as const;

/** True for a document that says one thing: no error, no key twice. */
export function isSound(document: Document): boolean {
  return document.errors.length === 0 && !hasTwins(document);
}

/** Why a document is not edited; null when it may be. */
export function whyUnfit(document: Document, text: string): string | null {
  if (!isSound(document)) return 'the file is not valid YAML';
  let found: string | null = null;
  visit(document, {
    Alias: () => {
      found = 'the file has an alias';
    },
    Node: (_key, node) => {
      if (node.anchor !== undefined || node.tag !== undefined) found = 'the file has an anchor or a tag';
    },
    Map: (_key, map) => {
      if (isBraceless(map, text)) found = 'the file has a map without braces in a list';
    },
    Pair: (_key, pair) => {
      if (!isOrdinary(pair)) found = 'the file has an unusual key';
    },
  });
  return found;
}
