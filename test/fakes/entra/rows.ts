/** Records of a tenant -> rows as Microsoft Graph sends them: only properties that were selected, ids now and then in capitals. */
import type { FakeDevice, FakeGroup, FakeRole, FakeSku, FakeUser } from './world.ts';

type Row = Readonly<Record<string, unknown>>;

/** All properties of a user that the tests know. */
export function userRow(user: FakeUser): Row {
  return {
    id: user.id,
    userPrincipalName: user.login,
    mail: user.mail,
    displayName: user.name,
    accountEnabled: user.enabled,
    userType: user.type,
    externalUserState: user.external ?? null,
    createdDateTime: user.created,
    onPremisesSyncEnabled: user.synced ? true : null,
    usageLocation: user.usageLocation,
    signInSessionsValidFromDateTime: user.validFrom,
    assignedLicenses: [...new Set(user.licences.filter((one) => one.state !== 'Error').map((one) => one.skuId))].map((skuId) => {
      const plans = user.licences.filter((one) => one.skuId === skuId).map(({ off = [] }) => off);
      return { ...(plans.includes(null) ? {} : { disabledPlans: plans.flat() }), skuId: skuId.toUpperCase() };
    }),
    licenseAssignmentStates: user.licences.map((one) => ({
      skuId: one.skuId,
      assignedByGroup: one.group,
      state: one.state,
      error: one.state === 'Error' ? 'CountViolation' : 'None',
      lastUpdatedDateTime: one.updated,
      ...(one.off === null ? {} : { disabledPlans: one.off ?? [] }),
    })),
    ...(user.signIns === undefined ? {} : { signInActivity: user.signIns }),
  };
}

/** All properties of a group that the tests know. */
export function groupRow(group: FakeGroup): Row {
  return {
    '@odata.type': '#microsoft.graph.group',
    id: group.id,
    groupTypes: group.groupTypes,
    mailEnabled: group.mailEnabled,
    securityEnabled: group.securityEnabled,
    membershipRule: group.rule,
    onPremisesSyncEnabled: group.synced ? true : null,
    isAssignableToRole: group.roleAssignable ? true : null,
    assignedLicenses: group.skus.map((skuId) => ({ disabledPlans: [], skuId })),
  };
}

/** A role. */
export function roleRow(role: FakeRole): Row {
  return { id: role.id, displayName: role.name };
}

/** A product, with the seats that are used. */
export function skuRow(sku: FakeSku, used: number): Row {
  return {
    skuId: sku.id,
    skuPartNumber: sku.part,
    appliesTo: sku.appliesTo,
    consumedUnits: used,
    capabilityStatus: 'Enabled',
    prepaidUnits: { enabled: sku.bought, warning: 0, suspended: 0, lockedOut: 0 },
  };
}

/** A device. */
export function deviceRow(device: FakeDevice): Row {
  return {
    id: device.id,
    deviceName: device.name,
    serialNumber: device.serial,
    userPrincipalName: device.user,
    lastSyncDateTime: device.lastSync,
    deviceActionResults: device.actions.map((one) => ({ ...one, lastUpdatedDateTime: '0001-01-01T00:00:00Z' })),
  };
}

/** A row with the selected properties alone. */
export function pick(row: Row, select: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => select.includes(name) || name === '@odata.type'));
}
