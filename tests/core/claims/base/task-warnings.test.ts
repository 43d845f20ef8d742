import { expect, test } from 'vitest'
import { taskWarnings } from '../../../../src/core/claims/base/task-warnings.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import type { Artefact, StageConfig } from '../../../../src/core/model/stages/stage.ts'
import { aBonus, aTaskText, aWorker } from '../../../support/builders/a-project.ts'

const FILES = ['README.md', 'src/a.ts', 'src/b/c.ts', 'docs/d.md', '.github/ci.yaml']
const good = { accept: ['npm test'], task: aTaskText('Write src/a.ts') }

function warned(over: Partial<Parameters<typeof aWorker>[1]>, files: readonly string[] | null = FILES): readonly string[] {
  const workers = [aWorker('api', { ...good, ...over })]
  const places = { api: { task: 'f:5:1', owns: ['f:3:1', 'f:3:9', 'f:3:20'], accept: [], setup: '' } }
  return taskWarnings({ project: { workers, bonus: [] }, places, files }).map(text => text.split(/[,;]/)[0] ?? '')
}

test('a task with commands, a criterion and a territory has no warning', () => {
  expect(warned({ owns: ['src/**'] })).toEqual([])
  expect(warned({ owns: [] })).toEqual([])
})

test.each([['**'], ['**/*'], ['./**']])('the pattern %s forbids nothing', pattern => {
  expect(warned({ owns: [pattern] }, null)).toEqual([`f:3:1: owns: "${pattern}" matches every file of the repository`])
})

test('a pattern that is no wildcard alone may contain every file that base has', () => {
  expect(warned({ owns: ['src/x', '{*,.*,*/**,.*/**}'] })).toEqual(['f:3:9: owns: "{*'])
  expect(warned({ owns: ['*'] })).toEqual([])
  expect(warned({ owns: ['*'] }, ['a', 'b', 'c', 'd'])).toEqual(['f:3:1: owns: "*" matches every file of the repository'])
})

test('all patterns together may contain every file', () => {
  expect(warned({ owns: ['*', '{src,docs}/**', '.github/**'] })).toEqual([
    'f:3:20: owns: ".github/**" matches every file of the repository',
  ])
})

test('in a repository that has hardly any files, a territory that contains them all may be a boundary', () => {
  expect(warned({ owns: ['src/**'] }, ['src/a', 'src/b'])).toEqual([])
})

test('if the files of base are unknown, only obvious patterns are named', () => {
  expect(warned({ owns: ['{*,*/**}'] }, null)).toEqual([])
})

test('a task without accept commands is named at its task', () => {
  expect(warned({ accept: [] })).toEqual(['f:5:1: accept: api has no accept commands'])
})

test('a stage that delivers a file needs no accept commands, because czar checks the file; a stage that delivers a branch does', () => {
  const stage = (owes: Artefact) =>
    ({
      of: 'api' as WorkerId,
      id: 'spec',
      number: 1,
      count: 2,
      last: 'api-test' as WorkerId,
      owes,
      needs: [],
      backTo: null,
    }) satisfies StageConfig
  const path = 'results/api/spec.md'
  expect(warned({ accept: [], stage: stage({ kind: 'file', path, headings: [], schema: null }) })).toEqual([])
  expect(warned({ accept: [], stage: stage({ kind: 'findings', path }) })).toEqual([])
  expect(warned({ accept: [], stage: stage({ kind: 'branch' }) })).toEqual(['f:5:1: accept: api has no accept commands'])
})

test('a text without a criterion is named', () => {
  expect(warned({ task: aTaskText('Improve the code') })).toEqual([
    'f:5:1: task: the text of api does not say how to tell that the work is done',
  ])
})

test('bonus tasks are looked at too, and a task without a known place is named without one', () => {
  const project = { workers: [], bonus: [aBonus('toString')] }
  expect(taskWarnings({ project, places: {}, files: null })).toEqual([expect.stringMatching(/^accept: toString has no accept commands/)])
})
