import { expect, test } from 'vitest'
import { quietSqlite } from '../../src/cli/quiet-sqlite.ts'

test("Node 22's warning that SQLite is experimental is hidden, and all other warnings are shown", () => {
  const told: unknown[] = []
  const node = { emitWarning: (...words: unknown[]) => void told.push(words) }
  quietSqlite(node)
  node.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning')
  node.emitWarning('Something else is, too', 'ExperimentalWarning')
  const error = new Error('careful')
  node.emitWarning(error)
  expect(told).toEqual([['Something else is, too', 'ExperimentalWarning'], [error]])
})
