/** What goes wrong with a real directory while a night runs, one thing at a time: nothing is written that should not be, and the run says so. The same for both kinds. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LdapBetween, type Message, type Passage, withoutControls, withResult } from '../fakes/ldap-between.ts';
import type { DirectoryCompany, Night } from './directory-company.ts';

/** A directory with a company in it, of whom one leaves at the end of January. */
export interface FaultScene {
  readonly company: () => DirectoryCompany;
  readonly between: () => LdapBetween;
  /** Whether the leaver's sign-in is off, as somebody else's client sees it. */
  readonly isOff: () => Promise<boolean>;
  /** The system's file, with who reads. */
  readonly file: (reader: string) => string;
  /** Who reads and is shown nobody, or only a part, and told that this is all. */
  readonly shortSighted: readonly string[];
  /** Ends the server, or whatever stands between it and the run. */
  readonly end: () => Promise<void> | void;
}

const PAGING = '1.2.840.113556.1.4.319';
type Trouble = (message: Message) => Passage;

/** A page that was asked for, counted from 1. */
function pages(each: (page: number, message: Message) => Passage): Trouble {
  let page = 0;
  return (message) => {
    if (message.kind === 'search') page = message.bytes.includes(PAGING) ? page + 1 : 0;
    return page === 0 ? 'pass' : each(page, message);
  };
}

/** What the answer to the first page was; every page that is asked for later is answered with it. */
function samePageAgain(): Trouble {
  const kept: Buffer[] = [];
  let asked: Buffer = Buffer.alloc(0);
  return pages((page, message) => {
    if (message.kind === 'search') asked = message.bytes;
    if (page === 1 && message.kind !== 'search') kept.push(message.bytes);
    if (page === 1 || message.kind === 'search') return 'pass';
    if (message.kind === 'entry') return Buffer.alloc(0);
    // Each message carries the number of the request that it answers, behind two or four bytes of its head.
    const number = asked.readUInt8(asked.readUInt8(1) < 0x80 ? 4 : asked.readUInt8(1) === 0x81 ? 5 : 6);
    return Buffer.concat(kept.map((bytes) => numbered(bytes, number)));
  });
}

function numbered(bytes: Buffer, number: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(number, copy.readUInt8(1) < 0x80 ? 4 : copy.readUInt8(1) === 0x81 ? 5 : 6);
  return copy;
}

/** A server that hears nothing of pages and ends each list after four entries, with this result: 4 is "size limit exceeded". */
function cutAfterFour(result: number): () => Trouble {
  return () => {
    let entries = 0;
    return pages((_, { kind, bytes }) => {
      if (kind === 'search') entries = 0;
      if (kind === 'search') return withoutControls(bytes);
      if (kind === 'done') return withResult(bytes, result);
      entries += 1;
      return entries > 4 ? Buffer.alloc(0) : 'pass';
    });
  };
}

/** The nights, one after another. */
export function directoryFaults(scene: FaultScene): void {
  let minutes = 0;

  /** A night after the end of the month, ten minutes after the one before. */
  async function night(): Promise<Night> {
    minutes += 10;
    const hour = String(2 + Math.floor(minutes / 60)).padStart(2, '0');
    return scene.company().night(`2027-02-01T${hour}:${String(minutes % 60).padStart(2, '0')}:00Z`);
  }

  async function expectNothing(failed: Night): Promise<void> {
    expect([failed.writes, failed.outcomes, await scene.isOff()]).toEqual([0, [], false]);
    expect(failed.plan.sources).toMatchObject([{ complete: [] }]);
    expect(failed.exit).toBe(9);
  }

  describe('a directory that fails in the night', { timeout: 120_000 }, () => {
    beforeAll(async () => {
      for (const day of ['28', '29', '30']) expect((await scene.company().night(`2027-01-${day}T02:00:00Z`)).exit).toBe(0);
    }, 120_000);
    afterEach(() => {
      scene.between().before = () => 'pass';
    });

    it.each<[string, () => Trouble]>([
      ['a page that is lost on its way', () => pages((page, { kind }) => (page === 2 && kind === 'entry' ? Buffer.alloc(0) : 'pass'))],
      [
        'a server that goes away in the middle of a list',
        () => pages((page, { kind }) => (page === 2 && kind === 'entry' ? 'cut' : 'pass')),
      ],
      ['a server that does not know of pages', () => pages((_, { kind, bytes }) => (kind === 'done' ? withoutControls(bytes) : 'pass'))],
      ['a list that is cut without pages, and the server says so', cutAfterFour(4)],
      ['a list that is cut without pages, and called a success', cutAfterFour(0)],
      ['a page that comes again and again', samePageAgain],
      ['a server that is gone', () => () => 'cut'],
    ])('%s: nothing is concluded and nothing written', async (_, trouble) => {
      scene.between().before = trouble();

      await expectNothing(await night());
    });

    it.each(scene.shortSighted)(
      'who reads as "%s" is shown nobody or only a part: nothing is concluded and nothing written',
      async (reader) => {
        const { repository } = scene.company();
        const at = '2027-02-01T01:30:00Z';
        repository.commit({ 'policies/systems/directory.yaml': scene.file(reader) }, { message: reader, at });

        const failed = await night();

        repository.commit({ 'policies/systems/directory.yaml': scene.file('') }, { message: 'back', at });
        await expectNothing(failed);
      },
    );

    it('a server that goes away before a write reaches it: the run says that it does not know, and the next one does it', async () => {
      scene.between().before = ({ kind }) => (kind === 'modify' ? 'cut' : 'pass');

      const lost = await night();

      expect(lost.outcomes).toMatchObject([{ kind: 'disable', outcome: 'unverifiable', detail: 'answer-lost' }]);
      expect([lost.exit, lost.writes, await scene.isOff()]).toEqual([3, 1, false]);
    });

    it('a server that goes away in the middle of a write: what it did is found and not done again', async () => {
      let cuts = 0;
      scene.between().before = ({ kind, request }) => {
        if (kind !== 'done' || request !== 'modify' || cuts > 0) return 'pass';
        cuts += 1;
        return 'cut';
      };

      const lost = await night();
      const again = await night();

      // What the night before did not know is told by this one's reading.
      expect(lost.outcomes).toMatchObject([
        { kind: 'disable', outcome: 'superseded', detail: 'planned-again' },
        { kind: 'disable', outcome: 'verified', detail: 'answer-lost' },
      ]);
      expect([lost.exit, lost.writes, await scene.isOff()]).toEqual([0, 1, true]);
      expect([again.exit, again.writes, again.outcomes]).toEqual([0, 0, []]);
    });

    it('a server that is dead: the night ends, and says so', async () => {
      await scene.end();

      const failed = await night();

      expect([failed.exit, failed.writes, failed.outcomes]).toEqual([9, 0, []]);
      expect(failed.plan.sources).toMatchObject([{ complete: [] }]);
    });
  });
}
