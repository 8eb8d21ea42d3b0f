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

/** Why a document is not edited; null when it may be. */
export function whyUnfit(document: Document, text: string): string | null {
  if (document.errors.length > 0) return 'the file is not valid YAML';
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
