import { expect, test } from 'vitest'
import { restoreArenas, withOneArena } from '../../src/cli/small-memory.ts'

test.each([
  { name: 'nothing', user: undefined },
  { name: 'the same', user: '1' },
  { name: 'another number', user: '4' },
])("if the user's environment sets malloc arenas ($name), the supervisor's child processes get that setting unchanged", ({ user }) => {
  const before = { HOME: '/home/me', ...(user === undefined ? {} : { MALLOC_ARENA_MAX: user }) }
  const started: NodeJS.ProcessEnv = { ...withOneArena(before) }
  expect(started['MALLOC_ARENA_MAX']).toBe('1')
  restoreArenas(started)
  expect(started).toEqual(before)
})

test('a supervisor in the foreground, which was started without the arena setting, keeps its environment', () => {
  const env: NodeJS.ProcessEnv = { MALLOC_ARENA_MAX: '2' }
  restoreArenas(env)
  expect(env).toEqual({ MALLOC_ARENA_MAX: '2' })
})
