import { describe, expect, test } from 'vitest'
import { findTrials, isSameText } from '../../../../src/core/claims/gates/find-trials.ts'
import type { FileChange } from '../../../../src/core/ports/file-change.ts'

const CHECK = 'area/one/check.sh'
const COMMAND = `sh ${CHECK} 123`
const TESTS = ["test('adds', () => {", '  expect(add(1, 2)).toBe(3)', '})']

interface Case {
  readonly command?: string
  readonly change?: Partial<FileChange>
  readonly owns?: readonly string[]
  readonly task?: string
  /** The text of the changed file before the change. */
  readonly text?: string
}

function find({ command = COMMAND, change = {}, owns = ['area/one/**'], task = 'Area one: write area/one/part-1.txt.', text = '' }: Case) {
  const whole = { path: CHECK, kind: 'changed' as const, removed: ['test -f part-1.txt'], added: ['exit 0'], ...change }
  const before = new Map([[whole.path, text]])
  return findTrials({ commands: [command, 'npm run lint'], changes: [whole], scripts: new Map(), before, owns, task })
}

test('fault 144: a changed check under a glob of owns is run in its old form, and the claim is rejected if the old form fails', () => {
  expect(find({})).toEqual([{ command: COMMAND, files: [CHECK], rejects: true }])
  expect(find({ change: { kind: 'deleted' } })).toHaveLength(1)
  expect(find({ owns: [] })).toHaveLength(1)
})

test.each<[string, Case]>([
  ['is new', { change: { kind: 'added' } }],
  ['is what the task asks for, by its path', { task: `Make ${CHECK} stricter.` }],
  ['is what the task asks for, by its name', { task: 'The script `check.sh` should know part 4.' }],
  ['is given by its exact path', { owns: ['area/one/**', CHECK] }],
  ['is run by no command', { command: 'npm test' }],
])('no trial with the old form runs for a check that %s', (_what, question) => {
  expect(find(question)).toEqual([])
})

test('a task that only repeats its accept command, or mentions another check, does not ask for a change of the check', () => {
  expect(find({ task: `Write part 1, until \`${COMMAND}\` passes.` })).toHaveLength(1)
  expect(find({ task: 'As in area/two/check.sh. Precheck.sh stays.' })).toHaveLength(1)
})

describe('a test file that the accept command names', () => {
  const path = 'tests/add.test.ts'
  const question = { command: `npx vitest run ${path}`, text: TESTS.join('\n'), owns: ['tests/**'] }

  test('cannot reject a claim if it tests as much as before', () => {
    const change = { path, removed: ['  expect(add(1, 2)).toBe(3)'], added: ['  expect(add(1, 2)).toBe(4)'] }
    expect(find({ ...question, change })).toEqual([{ command: question.command, files: [path], rejects: false }])
  })

  test('can reject a claim if it tests less', () => {
    expect(find({ ...question, change: { path, removed: TESTS, added: [] } })).toMatchObject([{ rejects: true }])
    expect(find({ ...question, change: { path, removed: TESTS.slice(1, 2), added: [] } })).toMatchObject([{ rejects: true }])
  })

  test('is found by the name of one of its cases', () => {
    const python = { path: 'tests/test_a.py', removed: ['    assert one() == 1'], added: [] }
    const text = 'def test_one():\n    assert one() == 1'
    expect(find({ command: 'pytest tests/test_a.py::test_one', change: python, text, owns: ['tests/**'] })).toHaveLength(1)
  })

  test('counts as a script if it has neither cases nor assertions', () => {
    const script = { path: 'tests/check.sh', removed: ['grep -q 3 total.txt'], added: ['exit 0'] }
    expect(find({ command: 'sh tests/check.sh', change: script, text: 'grep -q 3 total.txt', owns: ['**'] })).toMatchObject([
      { rejects: true },
    ])
  })
})

test('another mode, other line ends and blanks at the end do not count as a change of a check', () => {
  expect(isSameText('a\nb\n', 'a\nb\n')).toBe(true)
  expect(isSameText('a\r\nb\r\n', 'a\nb')).toBe(true)
  expect(isSameText('a\nb\n', 'a\nc\n')).toBe(false)
  expect(isSameText('a\n', undefined)).toBe(false)
})
