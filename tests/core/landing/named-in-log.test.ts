import { expect, test } from 'vitest'
import { namedInLog } from '../../../src/core/landing/named-in-log.ts'
import type { TaskId } from '../../../src/core/model/ids.ts'

const of = (changes: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(changes).map(([task, paths]) => ({ task: task as TaskId, paths }))
const CHANGES = of({
  api: ['src/api.ts', 'src/index.ts', 'Makefile'],
  web: ['packages/web/src/page.tsx', 'src/index.ts'],
  docs: ['README.md', 'docs/a b.md'],
})

test.each([
  ['a compiler', 'src/api.ts(3,5): error TS2304: Cannot find name "x".', ['api']],
  ['a stack below the worktree', '    at load (/tmp/trees/.proofs/train-1/src/api.ts:12:3)', ['api']],
  ['a stack with file addresses', '    at file:///tmp/trees/src/api.ts:12:3', ['api']],
  ['Python', '  File "./src/api.ts", line 3, in <module>', ['api']],
  ['a package that runs its tests in its own folder', ' ❯ src/page.tsx:3:5', ['web']],
  ['a tool that prints names alone', 'page.tsx:3: undefined: x', ['web']],
  ['make', 'Makefile:3: *** missing separator.  Stop.', ['api']],
  ['the end of a sentence', 'cannot parse README.md.', ['docs']],
  ['two tasks', 'src/api.ts:1 page.tsx:2', ['api', 'web']],
])('the log of %s names the task that changed the file', (_, log, expected) => {
  expect(namedInLog(log, CHANGES)).toEqual(expected)
})

test.each([
  ['a file that two tasks changed', 'src/index.ts:3: error'],
  ['another file with the same name', 'lib/api.ts:3: error'],
  ['a longer name', 'src/api.ts.snap and my-src/api.tsx'],
  ['no file', '1 test failed'],
  ['nothing', ''],
])('a log that names %s names no task', (_, log) => {
  expect(namedInLog(log, CHANGES)).toEqual([])
})

test('an ordinary word in a log does not name a file without an extension in another folder', () => {
  expect(namedInLog('the make target failed', of({ one: ['tools/make'], two: ['a'] }))).toEqual([])
})
