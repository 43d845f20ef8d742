import { describe, expect, it } from 'vitest'
import { durationRange, positiveDuration } from '../../../src/config/schema/duration.ts'
import { parseDuration } from '../../../src/config/text/parse-duration.ts'

describe('the parser of durations', () => {
  it.each([
    ['90s', 90_000],
    ['1h30m', 5_400_000],
    ['400ms', 400],
    ['2d', 172_800_000],
    ['1d2h3m4s5ms', 93_784_005],
    ['0s', 0],
    ['20d', 1_728_000_000],
  ])('reads %s as %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms))

  it.each(['', '3', '3 m', '3min', '1.5h', '-1s', '30m1h', '1m1m', 'm', '1M', '21d', '999999999d', '9999999999s', ' 3m', '3m\n'])(
    'refuses %j',
    text => expect(parseDuration(text)).toBeNull(),
  )
})

describe('a duration in a project file', () => {
  it.each([
    [30, '"30s"'],
    ['5 minutes', '"5m"'],
    ['90 sec', '"90s"'],
    ['2hrs', '"2h"'],
  ])('%j is refused, with the suggestion %s', (written, meant) => {
    expect(positiveDuration.safeParse(written).error?.issues[0]?.message).toContain(`did you mean ${meant}?`)
  })

  it('is refused if it is zero where some time is needed', () => {
    expect(positiveDuration.safeParse('0s').success).toBe(false)
  })
})

describe('a range of durations', () => {
  it('has a lower and an upper end', () => {
    expect(durationRange.parse('10s..5m')).toEqual({ fromMs: 10_000, toMs: 300_000 })
    expect(durationRange.parse('1s..1s')).toEqual({ fromMs: 1000, toMs: 1000 })
  })

  it.each(['10s', '5m..10s', '10..5m', '10s...5m', '10s..'])('is refused if it is %s', text => {
    expect(durationRange.safeParse(text).success).toBe(false)
  })
})
