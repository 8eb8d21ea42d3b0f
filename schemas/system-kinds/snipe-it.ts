/** `kind: snipe-it` in `policies/systems/<id>.yaml`. */
import { z } from 'zod';
import { DeviceStatus } from '../device.ts';
import { opt, req, ShortText } from '../primitives.ts';
import { shared, WebAddress } from './shared.ts';

/** What a status label of an inventory means in the files. */
export const StatusLabel = z.strictObject({
  means: req(DeviceStatus, 'The status in the files.', 'received'),
  id: req(z.int().min(1).max(2_147_483_647), 'Id of the label in the inventory.', 7),
  name: req(ShortText, 'Its name there; the reading is not trusted when the label with this id has another one.', 'Returned - to wipe'),
});
export type StatusLabel = z.infer<typeof StatusLabel>;

/** Snipe-IT, an inventory. */
export const SnipeItSystem = z.strictObject({
  kind: req(z.literal('snipe-it'), 'Snipe-IT, an inventory with users and licence seats; see docs/systems/snipe-it.md.', 'snipe-it'),
  ...shared,
  address: req(WebAddress, 'Address of the instance: https, or http to 127.0.0.1.', 'https://inventory.exempel.example'),
  statusLabels: req(z.array(StatusLabel).min(1).max(50), 'Which status label means what; one for each status, `received` among them.', [
    { means: 'received', id: 7, name: 'Returned - to wipe' },
  ]),
  pageSize: opt(z.int().min(1).max(500), 'Records per page. Default: 500, the most that an instance gives as it comes.', 500),
  requestsPerMinute: opt(z.int().min(1).max(6000), 'Requests in any minute. Default: 120, as an instance allows as it comes.', 120),
});
