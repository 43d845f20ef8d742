import { expect, it } from 'vitest'
import { bytes } from '../../../src/config/schema/amounts.ts'

it.each([
  ['500MB', 500_000_000],
  ['1.5 GB', 1_500_000_000],
  ['2TB', 2_000_000_000_000],
  [0, 0],
])('%j of a disk are %i bytes', (written, size) => expect(bytes.parse(written)).toBe(size))

it.each(['500', 500, '500mb', '1GiB', '-1GB', 'GB', ''])('%j is refused with what would be right', written => {
  expect(bytes.safeParse(written).error?.issues[0]?.message).toContain('must be a size such as 500MB or 2GB, or 0, not')
})
