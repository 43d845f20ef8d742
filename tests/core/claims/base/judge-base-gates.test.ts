import { expect, test } from 'vitest'
import { judgeBaseGates } from '../../../../src/core/claims/base/judge-base-gates.ts'
import type { BaseGate, BaseOutcome } from '../../../../src/core/model/gates/base-gate.ts'
import type { TaskId } from '../../../../src/core/model/ids.ts'

const PLACES = { api: { task: 'f:1:1', owns: [], accept: ['f:2:10', 'f:3:10'], setup: 'f:4:10' } }

function gate(command: string, outcome: BaseOutcome, over: Partial<BaseGate> = {}): BaseGate {
  return { command, outcome, exitCode: 1, durationMs: 2_000, program: null, says: 'no output', leavesFiles: false, ...over }
}

function judged(...gates: readonly BaseGate[]): readonly string[] {
  const task = { id: 'api' as TaskId, accept: gates.map(({ command }) => command), setup: [], env: {} }
  return judgeBaseGates([{ task, gates }], PLACES).map(({ level, place, text }) => `${level} ${place} ${text.split(';')[0]}`)
}

test('a task whose only command passes has nothing that proves the work', () => {
  expect(judged(gate('npm test', 'passed'))).toEqual([
    'warning f:2:10 nothing in the accept of api proves the work: `npm test` passes on base already',
  ])
})

test('a command that passes needs no warning if another command of the task fails', () => {
  expect(judged(gate('npm test', 'passed'), gate('test -f x', 'failed'))).toEqual([
    'note f:2:10 `npm test` passes on base already, so it proves nothing by itself',
  ])
})

test('a command that runs no test does not pass, so the task has a proof', () => {
  expect(judged(gate('npm test', 'passed'), gate('npm test -- api', 'empty'))).toEqual([
    'note f:2:10 `npm test` passes on base already, so it proves nothing by itself',
  ])
})

test('if all of several commands pass, each of them is noted', () => {
  expect(judged(gate('a', 'passed'), gate('b', 'passed'))).toEqual([
    'warning f:2:10 nothing in the accept of api proves the work: all 2 commands pass on base already',
    'note f:2:10 `a` passes on base already, so it proves nothing by itself',
    'note f:3:10 `b` passes on base already, so it proves nothing by itself',
  ])
})

test('commands that fail as they should are not mentioned', () => {
  expect(judged(gate('a', 'failed'), gate('b', 'failed'))).toEqual([])
})

test('a command that did not end does not show that the task has no proof', () => {
  expect(judged(gate('a', 'passed'), gate('b', 'timeout'))).toEqual([
    'warning f:3:10 `b` did not end within 2 s on base',
    'note f:2:10 `a` passes on base already, so it proves nothing by itself',
  ])
})

test('a command whose program is missing is an error', () => {
  const [missing] = judged(gate('golint', 'missing', { program: 'golint', exitCode: 127 }))
  expect(missing).toBe('error f:2:10 `golint` cannot run: there is no program golint on PATH')
  const [locked] = judged(gate('./a b', 'missing', { program: './a b', exitCode: 126 }))
  expect(locked).toContain('error f:2:10 `./a b` cannot run: ./a b is not executable')
})

test('a program that only a script needs may be what the task adds', () => {
  expect(judged(gate('npm test', 'failed', { program: 'vitest', exitCode: 127 }))).toEqual([
    'warning f:2:10 `npm test` failed on base before it ran a test: it did not find vitest',
  ])
})

test('a failed setup is reported once for the task, at the place of the setup', () => {
  const says = 'the setup command `npm ci` failed with exit code 1: no lock file'
  expect(judged(gate('a', 'not_run', { says }), gate('b', 'not_run', { says }))).toEqual([
    `error f:4:10 no accept command of api can run on base: ${says}`,
  ])
})

test('a task whose place is unknown has findings without a place', () => {
  const task = { id: 'constructor' as TaskId, accept: ['a'], setup: [], env: {} }
  expect(judgeBaseGates([{ task, gates: [gate('a', 'passed')] }], PLACES)).toMatchObject([{ level: 'warning', place: null }])
})
