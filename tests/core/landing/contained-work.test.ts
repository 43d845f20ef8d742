import fc from 'fast-check'
import { expect, test } from 'vitest'
import { containedWork, outermost } from '../../../src/core/landing/contained-work.ts'
import type { CommitSha, TaskId } from '../../../src/core/model/ids.ts'
import { emptyState, primaryTask } from '../../../src/core/state/empty.ts'
import type { State } from '../../../src/core/state/types/state.ts'
import type { TaskState } from '../../../src/core/state/types/task-state.ts'
import { aWorker } from '../../support/builders/a-project.ts'

const commitOf = (id: string) => `commit-${id}` as CommitSha

/** Tasks that were proven one after the other. The commit of each contains the listed tasks. */
function proven(contains: Readonly<Record<string, readonly string[]>>): State {
  const tasks = Object.entries(contains).map(([id, others], at): [string, TaskState] => {
    const verified = { commit: commitOf(id), base: null, at, accept: [], checks: [], flags: [], contains: others as TaskId[] }
    return [id, { ...primaryTask(aWorker(id)), state: 'verified', verified }]
  })
  return { ...emptyState, tasks: Object.fromEntries(tasks) }
}

const pairs = (...ids: readonly string[]) => ids.map(id => ({ task: id as TaskId, commit: commitOf(id) }))
const allIn = (state: State, id: string) => [...containedWork(state, state.tasks[id] as TaskState)].sort()

test('a proof names only the newest work of each line of work', () => {
  const state = proven({ a: [], b: ['a'], c: ['a'], d: ['b', 'c'] })
  expect(outermost(state, pairs('a', 'b', 'c'))).toEqual(['b', 'c'])
  expect(outermost(state, pairs('a', 'b', 'c', 'd'))).toEqual(['d'])
  expect(allIn(state, 'd')).toEqual(['a', 'b', 'c'])
})

test('work that reached the tip through a replaced proof is named itself', () => {
  const state = proven({ a: [], b: ['a'] })
  const old = { task: 'b' as TaskId, commit: 'commit-before' as CommitSha }
  expect(outermost(state, [...pairs('a'), old]).toSorted()).toEqual(['a', 'b'])
})

test('if two proofs each contain earlier work of the other, the newer proof is named', () => {
  const state = proven({ a: ['b'], b: ['a'] })
  expect(outermost(state, pairs('a', 'b'))).toEqual(['b'])
  expect(allIn(state, 'b')).toEqual(['a'])
})

const histories = fc.array(fc.array(fc.nat(9), { maxLength: 4 }), { minLength: 1, maxLength: 10 })

test('over random histories, the work that a proof leaves out follows from the work that it names', () => {
  fc.assert(
    fc.property(histories, starts => {
      const all: Record<string, readonly string[]> = {}
      let state = proven({})
      for (const [at, picked] of starts.entries()) {
        const parents = [...new Set(picked.filter(other => other < at).map(other => `t${other}`))]
        const held = [...new Set(parents.flatMap(parent => [parent, ...(all[parent] ?? [])]))].sort()
        all[`t${at}`] = held
        const named = outermost(state, pairs(...held))
        state = proven({ ...mapOf(state), [`t${at}`]: named })
        expect(allIn(state, `t${at}`)).toEqual(held)
        expect(named.filter(one => named.some(other => other !== one && (all[other] ?? []).includes(one)))).toEqual([])
      }
    }),
  )
})

const mapOf = ({ tasks }: State) => Object.fromEntries(Object.entries(tasks).map(([id, { verified }]) => [id, verified?.contains ?? []]))
