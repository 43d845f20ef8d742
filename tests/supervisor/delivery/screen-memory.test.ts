import { expect, it } from 'vitest'
import { createScreenMemory } from '../../../src/supervisor/delivery/screen-memory.ts'

it.each([
  ['nothing at all', 'a\nb', false],
  ['lines in another order', 'b\na', false],
  ['a line gone', 'a', false],
  ['a new line', 'a\nb\nc', true],
  ['a line that shows twice', 'a\nb\nb', true],
  ['a spinner that turned', 'a\nb\n⠐ ·', false],
  ['a bar of squares that moves (opencode)', 'a\nb\n■■⬝⬝', false],
  ['blank lines', 'a\n\n   \nb', false],
])('after Enter a screen with %s has new output: %s', (_, screen, hasNews) => {
  const memory = createScreenMemory()
  memory.remember('a\nb')
  expect(memory.hasNews(screen)).toBe(hasNews)
})

it('a line that differs only in digits, spinner or frame counts as the same line', () => {
  const memory = createScreenMemory()
  memory.remember('✻ Working… (3s · esc to interrupt)\n│ > hello │')
  expect(memory.hasNews('✶ Working… (14s · esc to interrupt)\n──────\n> hello')).toBe(false)
})

it('every earlier screen is remembered, not only the last', () => {
  const memory = createScreenMemory()
  memory.remember('blinks\nstays')
  memory.remember('stays')
  expect(memory.hasNews('blinks\nstays')).toBe(false)
})
