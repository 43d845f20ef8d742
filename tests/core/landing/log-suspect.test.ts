import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Event, Journaled } from '../../../src/core/events/event.ts'
import type { TrainMember, TrainRun } from '../../../src/core/events/train-event.ts'
import { nextTrainStep } from '../../../src/core/landing/next-train-step.ts'
import type { CommitSha, TaskId } from '../../../src/core/model/ids.ts'
import { emptyState } from '../../../src/core/state/empty.ts'
import { fold } from '../../../src/core/state/fold.ts'
import type { State } from '../../../src/core/state/types/state.ts'

const sha = (text: string) => text as CommitSha
const RUN: TrainRun = { reason: 'red', checks: [], log: '/log', tail: '', durationMs: 1 }

/** Finds the task that breaks every test, when the logs name these tasks, and counts the test runs. */
function find(
  members: number,
  guilty: number,
  namesOf: (run: number) => readonly number[],
): { readonly aside: number; readonly runs: number } {
  const nameOf = (at: number) => `t${at}` as TaskId
  const chained: TrainMember[] = Array.from({ length: members }, (_, at) => ({
    task: nameOf(at),
    commit: sha(`c${at}`),
    merge: sha(`m${at}`),
  }))
  let state: State = emptyState
  const happen = (event: Event) => {
    state = fold(state, { ...event, seq: state.seq + 1, at: 1 } as Journaled)
  }
  happen({ kind: 'train.begun', base: sha('base') })
  happen({ kind: 'train.chained', onto: sha('base'), members: chained })
  const question = { waiting: [], holds: () => true, baseAnswer: () => 'none' as const, ownerOf: () => null }
  for (let runs = 0; ; ) {
    if (state.train === null) throw new Error('no train')
    const step = nextTrainStep(state.train, question)
    if (step.step === 'set_aside') return { aside: Number(step.member.task.slice(1)), runs }
    if (step.step === 'advance') happen({ kind: 'train.advanced', tip: step.tip, branch: 'omnibus/sample' })
    else if (step.step === 'test') {
      const isGreen = Number(step.tip.slice(1)) < guilty
      happen({ kind: 'train.tested', tip: step.tip, isGreen, ...RUN, ...(isGreen ? {} : { named: namesOf(runs).map(nameOf) }) })
      runs += 1
    } else throw new Error(step.step)
  }
}

const nobody = () => []

describe('a failed train whose log names files of only one task', () => {
  test('finds that task in three runs at most, of any number of tasks', () => {
    for (let guilty = 0; guilty < 40; guilty++) {
      const { aside, runs } = find(40, guilty, () => [guilty])
      expect(aside).toBe(guilty)
      expect(runs).toBeLessThanOrEqual(3)
    }
  })

  test('is split in half if the log names two tasks', () => {
    for (let guilty = 0; guilty < 12; guilty++)
      expect(find(12, guilty, () => [guilty, (guilty + 1) % 12])).toEqual(find(12, guilty, nobody))
  })

  test('never blames an innocent task, and takes at most one run more than halving, whatever each log names', () => {
    const names = fc.array(fc.array(fc.nat(23), { maxLength: 2 }), { minLength: 30, maxLength: 30 })
    const scene = fc.integer({ min: 1, max: 24 }).chain(members => fc.tuple(fc.constant(members), fc.nat(members - 1), names))
    fc.assert(
      fc.property(scene, ([members, guilty, named]) => {
        const most = Math.max(...Array.from({ length: members }, (_, at) => find(members, at, nobody).runs))
        const { aside, runs } = find(members, guilty, run => named[run] ?? [])
        expect(aside).toBe(guilty)
        expect(runs).toBeLessThanOrEqual(most + 1)
      }),
      { numRuns: 500 },
    )
  })

  test('costs at most one run more for each pair of a guilty and a wrongly named task of twelve', () => {
    const most = Math.max(...Array.from({ length: 12 }, (_, at) => find(12, at, nobody).runs))
    for (let guilty = 0; guilty < 12; guilty++)
      for (let named = 0; named < 12; named++) {
        const { aside, runs } = find(12, guilty, () => [named])
        expect(aside).toBe(guilty)
        expect(runs).toBeLessThanOrEqual(most + 1)
      }
  })
})
