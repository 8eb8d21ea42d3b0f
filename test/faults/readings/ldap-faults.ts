/** Faults in the answers of a directory: of each message, or of the line that it comes on. */
import { type Message, type Passage, replaced, withoutControls, withResult } from '../../fakes/ldap-between.ts';

/** One fault: made anew for each time that it is tried. `of`: whose answers it befalls; `any` of those that are tried. */
export interface DirectoryFault {
  readonly name: string;
  /** True when it may pass: nothing is lost by it. */
  readonly isHarmless?: boolean;
  /** True for what can only befall a list. */
  readonly isOfLists?: boolean;
  readonly begin: () => (message: Message) => Passage;
}

/** The end of each answer says that it failed so. The request has been carried out for all that anybody knows. */
function ends(name: string, code: number): DirectoryFault {
  return { name, begin: () => (message) => (message.kind === 'done' ? withResult(message.bytes, code) : 'pass') };
}

/** What the answer to a search is when the directory refers to another one: an entry of its own kind. */
function referral(bytes: Buffer): Buffer {
  const url = Buffer.from('ldap://elsewhere.exempel.example/dc=exempel');
  const id = bytes.subarray(bytes.readUInt8(1) < 0x80 ? 2 : 2 + (bytes.readUInt8(1) & 0x7f)).subarray(0, 3);
  const inside = Buffer.concat([Buffer.from([0x04, url.length]), url]);
  const operation = Buffer.concat([Buffer.from([0x73, inside.length]), inside]);
  return Buffer.concat([Buffer.from([0x30, id.length + operation.length]), id, operation]);
}

/** The n-th entry, from 1. */
function entry(nth: number, twist: (bytes: Buffer) => Passage): () => (message: Message) => Passage {
  return () => {
    let seen = 0;
    return ({ kind, request, bytes }) => {
      if (kind === 'search') seen = 0;
      if (kind !== 'entry' || request !== 'search') return 'pass';
      seen += 1;
      return seen === nth ? twist(bytes) : 'pass';
    };
  };
}

const GARBAGE = Buffer.from('\u0030\u0005garbage that is no message at all');
/** The faults. */
export const DIRECTORY_FAULTS: readonly DirectoryFault[] = [
  { name: 'the line is cut before anything is said', begin: () => () => 'cut' },
  {
    name: 'signing in is refused (49)',
    begin: () => (message) => (message.kind === 'done' && message.request === 'bind' ? withResult(message.bytes, 49) : 'pass'),
  },
  {
    name: 'signing in is put off: busy (51)',
    begin: () => (message) => (message.kind === 'done' && message.request === 'bind' ? withResult(message.bytes, 51) : 'pass'),
  },
  ends('operations error (1)', 1),
  ends('protocol error (2)', 2),
  ends('time limit exceeded (3)', 3),
  ends('size limit exceeded (4)', 4),
  ends('referral in place of an answer (10)', 10),
  ends('administrative limit exceeded (11)', 11),
  ends('critical control is not known (12)', 12),
  ends('no such object (32)', 32),
  ends('insufficient access (50)', 50),
  ends('busy (51)', 51),
  ends('unavailable (52)', 52),
  ends('unwilling to perform (53)', 53),
  ends('another result that nobody knows (123)', 123),
  { name: 'reset in the middle of a list', isOfLists: true, begin: entry(3, () => 'cut') },
  { name: 'an entry that is lost', isOfLists: true, isHarmless: true, begin: entry(3, () => Buffer.alloc(0)) },
  { name: 'an entry that comes twice', isOfLists: true, begin: entry(3, (bytes) => Buffer.concat([bytes, bytes])) },
  { name: 'a referral among the entries', isOfLists: true, begin: entry(3, (bytes) => Buffer.concat([bytes, referral(bytes)])) },
  {
    name: 'success that shows nobody: the right to see is gone',
    isOfLists: true,
    begin: () => (message) => (message.kind === 'entry' && message.bytes.includes('uid=') ? Buffer.alloc(0) : 'pass'),
  },
  {
    name: 'a list cut after four, called a success',
    isOfLists: true,
    begin: () => {
      let seen = 0;
      return ({ kind, bytes }) => {
        if (kind === 'search') seen = 0;
        if (kind !== 'entry') return 'pass';
        seen += bytes.includes('uid=') ? 1 : 0;
        return seen > 4 ? Buffer.alloc(0) : 'pass';
      };
    },
  },
  {
    name: 'a server that knows nothing of pages',
    isOfLists: true,
    isHarmless: true,
    begin: () => (message) => (message.kind === 'done' ? withoutControls(message.bytes) : 'pass'),
  },
  {
    name: 'ids of another form',
    isOfLists: true,
    begin: () => (message) =>
      message.kind === 'entry' ? replaced(message.bytes, Buffer.from('entryUUID'), Buffer.from('entryUIID')) : 'pass',
  },
  { name: 'bytes that are no message', begin: () => (message) => (message.kind === 'done' || message.kind === 'entry' ? GARBAGE : 'pass') },
];
