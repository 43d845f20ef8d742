import { expect, it } from 'vitest'
import { bytes, tokenCount } from '../../../src/config/schema/amounts.ts'

it.each([
  ['500MB', 500_000_000],
  ['1.5 GB', 1_500_000_000],
  ['2TB', 2_000_000_000_000],
  [0, 0],
])('%j of a disk are %i bytes', (written, size) => expect(bytes.parse(written)).toBe(size))

it.each(['500', 500, '500mb', '1GiB', '-1GB', 'GB', ''])('%j is refused as an amount, with a correct form', written => {
  expect(bytes.safeParse(written).error?.issues[0]?.message).toContain('must be a size such as 500MB or 2GB, or 0, not')
})

it.each(['500', '1.5', '2m', '-1k', 0, ''])('%j is refused as a number of tokens, with a correct form', written => {
  expect(tokenCount.safeParse(written).error?.issues[0]?.message).toContain('must be a number of tokens such as 500k, 2M or 900000, not')
})
