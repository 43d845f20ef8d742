import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRegularFile } from '../../../../src/adapters/status/files/read-regular-file.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'

test("another user's file is refused", async () => {
  const path = join(await temporaryDirectory(), 'file')
  writeFileSync(path, 'text')
  const owner = (process.geteuid?.() ?? 0) + 1
  expect(readRegularFile(path, { maxBytes: 10, owner })).toEqual({
    kind: 'refused',
    reason: `belongs to user ${owner - 1}, not to user ${owner}`,
  })
})

test('a file of exactly the largest size is read, and one byte more is refused', async () => {
  const path = join(await temporaryDirectory(), 'file')
  writeFileSync(path, 'x'.repeat(200_000))
  expect(readRegularFile(path, { maxBytes: 200_000 })).toEqual({ kind: 'read', text: 'x'.repeat(200_000) })
  expect(readRegularFile(path, { maxBytes: 199_999 })).toEqual({ kind: 'refused', reason: 'is larger than 195 KB' })
})

test('a device file is refused without being read', () => {
  expect(readRegularFile('/dev/zero', { maxBytes: 10 })).toEqual({ kind: 'refused', reason: 'is a device, not a regular file' })
})

test('a file whose size is reported as 0 (as in /proc) is read up to the limit', () => {
  expect(readRegularFile('/proc/self/status', { maxBytes: 10 })).toEqual({ kind: 'refused', reason: 'is larger than 0 KB' })
})
