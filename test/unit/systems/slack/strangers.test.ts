/** People of other workspaces who share a channel with ours, and who cannot be deactivated: what is not ours to switch off. */
import { describe, expect, it } from 'vitest';
import type { ForeignId } from '../../../../schemas/primitives.ts';
import { fakeSlack, slackMember } from '../../../fakes/slack.ts';
import { refusalOf, switching } from '../writes.ts';
import { AT, endWorkspaces, open } from './workspace.ts';

endWorkspaces();

describe('somebody of another workspace', () => {
  it.each([
    ['a workspace', null, { team: 'T2' }],
    ['a workspace, whom Slack calls a stranger', null, { isStranger: true }],
    ['an organisation', 'E1', { enterprise: 'E2' }],
  ])('has no account in ours, and is not deactivated: %s', async (_, enterprise, more) => {
    const slack = fakeSlack([slackMember('U1'), slackMember('U2', more)], enterprise);
    const { reader, writer, server } = await open(slack);

    const { accounts, problems } = await reader.read(AT);

    expect([accounts.map(({ id }) => id), problems]).toEqual([['U1', 'UOWN'], []]);
    expect(await reader.readAccount('U2' as ForeignId)).toBeNull();
    expect(await refusalOf({ writer }, switching('disable', 'U2'))).toMatchObject({ refused: true });
    expect(server.changes()).toEqual([]);
  });
});

describe('the primary owner', () => {
  it('cannot be switched off here, and no night tries it', async () => {
    const { reader } = await open(fakeSlack([slackMember('U1', { is: 'primary-owner' }), slackMember('U2')]));

    const { accounts } = await reader.read(AT);

    expect(accounts.map((one) => [one.id, one.cannot ?? []])).toEqual([
      ['U1', ['disable']],
      ['U2', []],
      ['UOWN', []],
    ]);
    expect((await reader.readAccount('U1' as ForeignId))?.cannot).toEqual(['disable']);
  });
});
