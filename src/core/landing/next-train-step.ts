import type { ProvenCommit } from '../events/decision.ts'
import type { TrainMember } from '../events/train-event.ts'
import type { TrainState } from '../state/types/train-state.ts'
import { findCulprit } from './find-culprit.ts'
import { type FailureQuestion, type TrainStep, testFirst, tipAt } from './train-step.ts'

export interface TrainQuestion extends FailureQuestion {
  /** The proven commits that can go onto the train now (see `boarding`), in order. */
  readonly waiting: readonly ProvenCommit[]
  /** Whether the proof of this train member still counts. */
  readonly holds: (member: TrainMember) => boolean
}

/** Returns the next step of the train on the current base. If its tests fail, the next step belongs to the search for the culprit. */
export function nextTrainStep(train: TrainState, { waiting, holds, ...question }: TrainQuestion): TrainStep {
  const { candidate } = train
  if (candidate === null) return waiting.length === 0 ? { step: 'rest' } : { step: 'chain', commits: waiting }
  if (!candidate.members.every(holds)) return { step: 'unchain' }
  if (candidate.green > 0) return { step: 'advance', tip: tipAt(candidate, candidate.green) }
  const { red } = candidate
  return red === null ? testFirst(candidate, candidate.members.length) : findCulprit(train, { ...candidate, red }, question)
}
