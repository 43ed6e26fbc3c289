import { fc, test } from '@fast-check/vitest'
import { everything, isSame } from '@runde/contracts/permissions'
import { expect } from 'vitest'
import { anyPermissions, somePermissions } from './arbitrary-state.ts'
import { asForbidden, fromForbidden, permissionsOf } from './permissions.ts'

test.prop([anyPermissions, somePermissions, fc.constantFrom('host', 'co_host')])(
  'whoever has a role may send everything, whatever was decided',
  (permissions, own, role) => {
    expect(permissionsOf({ permissions }, { role, permissions: own })).toEqual(everything)
  },
)

test.prop([anyPermissions, somePermissions])(
  'what was decided about one counts, and what was not is as for the others',
  (permissions, own) => {
    expect(permissionsOf({ permissions }, { permissions: own })).toEqual({ ...permissions, ...own })
    expect(permissionsOf({ permissions }, {})).toEqual(permissions)
  },
)

test.prop([anyPermissions, anyPermissions])('their letters tell them apart, and bring them back', (one, other) => {
  expect(fromForbidden(asForbidden(one))).toEqual(one)
  expect(asForbidden(one) === asForbidden(other)).toBe(isSame(one, other))
})

test('nothing is written where nothing is forbidden', () => {
  expect(asForbidden(everything)).toBe('')
  expect(asForbidden({ ...everything, microphone: false, chat: false })).toBe('mt')
})
