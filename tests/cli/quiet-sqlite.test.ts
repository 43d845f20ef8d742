import { expect, test } from 'vitest'
import { quietSqlite } from '../../src/cli/quiet-sqlite.ts'

test('that SQLite is an experiment in Node 22 is not told with every command; all other warnings are', () => {
  const told: unknown[] = []
  const node = { emitWarning: (...words: unknown[]) => void told.push(words) }
  quietSqlite(node)
  node.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning')
  node.emitWarning('Something else is, too', 'ExperimentalWarning')
  const error = new Error('careful')
  node.emitWarning(error)
  expect(told).toEqual([['Something else is, too', 'ExperimentalWarning'], [error]])
})
