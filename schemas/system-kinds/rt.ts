/** `kind: rt` in `policies/systems/<id>.yaml`. */
import { z } from 'zod';
import { opt, req, ShortText } from '../primitives.ts';
import { NamedStatus, shared, WebAddress } from './shared.ts';

const RtFields = z.strictObject({
  tag: opt(ShortText, 'Custom field with the asset tag. Default: the name of the asset.', 'Asset tag'),
  serial: opt(ShortText, 'Custom field with the serial number.', 'Serial number'),
});

/** A catalog of assets in Request Tracker 5. */
export const RtSystem = z.strictObject({
  kind: req(z.literal('rt'), 'A catalog of assets in Request Tracker 5; see docs/systems/rt.md.', 'rt'),
  ...shared,
  address: req(WebAddress, 'Address of its pages: https, or http to 127.0.0.1.', 'https://rt.exempel.example'),
  catalog: req(ShortText, 'The catalog that is read.', 'Hardware'),
  fields: opt(RtFields, 'Custom fields of its assets.', { tag: 'Asset tag', serial: 'Serial number' }),
  statuses: opt(
    z.array(NamedStatus).min(1).max(20),
    "Which status an asset is given. Default: those of Request Tracker's own lifecycle `assets`.",
    [{ means: 'received', name: 'allocated' }],
  ),
  pageSize: opt(z.int().min(1).max(100), 'Assets per page. Default: 100, the most that it gives.', 100),
});
