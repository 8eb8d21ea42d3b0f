/** What a fake service says of itself. */
import { type Settings, USER_SCHEMA } from './world.ts';

const CONFIG = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';

/** One of the three documents; null when there is none. */
export function documentOf(settings: Settings, path: string): unknown {
  const supported = (is: boolean) => ({ supported: is });
  if (settings.undiscovered) return null;
  if (path === '/ServiceProviderConfig') {
    return {
      schemas: [CONFIG],
      patch: supported(settings.patch.length > 0),
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: settings.filter !== 'none', maxResults: settings.mostPerPage },
      etag: supported(settings.etag),
      sort: supported(settings.sort),
      changePassword: supported(false),
      ...(settings.paging === 'cursor' ? { pagination: { cursor: true, index: false, maxPageSize: settings.mostPerPage } } : {}),
    };
  }
  if (path === '/ResourceTypes') {
    const types = [{ id: 'User', name: 'User', endpoint: '/Users', schema: USER_SCHEMA }];
    return [...types, ...(settings.groups ? [{ id: 'Group', name: 'Group', endpoint: '/Groups' }] : [])];
  }
  const attribute = (name: string, mutability = 'readWrite') => ({ name, mutability, type: 'complex' });
  const more =
    settings.entitlements === 'absent' ? [] : [attribute('entitlements', settings.entitlements === 'read' ? 'readOnly' : 'readWrite')];
  const attributes = [attribute('userName'), attribute('active'), attribute('roles'), attribute('groups', 'readOnly'), ...more];
  return { totalResults: 1, Resources: [{ id: USER_SCHEMA, name: 'User', attributes }] };
}
