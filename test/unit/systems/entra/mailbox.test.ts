/** Automatic replies in Entra: as text, until the end of a day, seen afterwards, and nothing where there is no mailbox. */
import { describe, expect, it } from 'vitest';
import type { Write } from '../../../../reconciler/ports.ts';
import type { Day, ForeignId } from '../../../../schemas/primitives.ts';
import { type FakeReplies, type FakeUser, fakeUser, fakeWorld, guid } from '../../../fakes/entra/world.ts';
import { changesOf, endTenants, open, refusalOf } from './tenant.ts';

endTenants();

const user = (number: number) => guid('user', number) as ForeignId;

const MAILBOX: FakeReplies = {
  status: 'disabled',
  externalAudience: 'none',
  scheduledEndDateTime: { dateTime: '2027-01-01T00:00:00.0000000', timeZone: 'UTC' },
  internalReplyMessage: '',
  externalReplyMessage: '',
};

function world(...users: readonly FakeUser[]) {
  return fakeWorld({ users: users.length > 0 ? users : [fakeUser(1), fakeUser(2)] });
}

describe('automatic replies', () => {
  const reply = { text: 'Left <us> & "gone"\nWrite to desk@exempel.example', until: '2027-02-03' as Day };
  const write: Write = { kind: 'mailbox', account: user(1), reply };

  it('are set until the end of the day, to everybody, as text and not as markup', async () => {
    const opened = await open(world(fakeUser(1, { mailbox: { ...MAILBOX } })));

    await opened.writer.write(write, 30_000);

    const text = 'Left &lt;us&gt; &amp; &quot;gone&quot;<br>Write to desk@exempel.example';
    expect(changesOf(opened)).toEqual([
      {
        name: `PATCH /users/${user(1)}/mailboxSettings`,
        query: '',
        body: {
          automaticRepliesSetting: {
            status: 'scheduled',
            externalAudience: 'all',
            scheduledStartDateTime: { dateTime: '2027-01-04T00:59:00', timeZone: 'UTC' },
            scheduledEndDateTime: { dateTime: '2027-02-04T00:00:00', timeZone: 'UTC' },
            internalReplyMessage: text,
            externalReplyMessage: text,
          },
        },
      },
    ]);
  });

  it('that are so already are left as they are, and ended once', async () => {
    const opened = await open(world(fakeUser(1, { mailbox: { ...MAILBOX } })));

    await opened.writer.write(write, 30_000);
    await opened.writer.write(write, 30_000);
    await opened.writer.write({ ...write, reply: null }, 30_000);
    await opened.writer.write({ ...write, reply: null }, 30_000);

    expect(changesOf(opened)).toHaveLength(2);
    expect(opened.tenant.world.users.get(user(1))?.mailbox?.status).toBe('disabled');
  });

  it('are seen with their last day, where they have one, and are none where there is no mailbox', async () => {
    const opened = await open(world(fakeUser(1, { mailbox: { ...MAILBOX } }), fakeUser(2)));
    const seen = async (number: number) => (await opened.reader.readAccount(user(number)))?.replyUntil;
    const set = (more: Partial<FakeReplies>) =>
      Object.assign(opened.tenant.world.users.get(user(1))?.mailbox ?? {}, { status: 'scheduled' }, more);

    expect([await seen(1), await seen(2)]).toEqual([null, undefined]);
    await opened.writer.write(write, 30_000);
    expect(await seen(1)).toBe('2027-02-03');
    set({ scheduledEndDateTime: { dateTime: '2027-02-04T12:30:00.0000000', timeZone: 'UTC' } });
    expect(await seen(1)).toBe('2027-02-04');
    set({ scheduledEndDateTime: { dateTime: '2027-02-04T12:30:00.0000000', timeZone: 'W. Europe Standard Time' } });
    expect(await seen(1)).toBeUndefined();
    set({ scheduledEndDateTime: { dateTime: 'soon', timeZone: 'UTC' } });
    expect(await seen(1)).toBeUndefined();
    set({ status: 'alwaysEnabled' });
    expect(await seen(1)).toBeUndefined();
  });

  it('are not asked for where none are set from here', async () => {
    const opened = await open(world(), { writes: ['sign-in'] });
    await opened.reader.readAccount(user(1));

    expect(opened.tenant.calls.map((call) => call.name).filter((name) => name.includes('mailboxSettings'))).toEqual([]);
  });

  it('are refused where there is no mailbox', async () => {
    const opened = await open(world());

    expect(await refusalOf(opened, write)).toMatchObject({ message: expect.stringContaining('has no mailbox'), refused: true });
  });
});
