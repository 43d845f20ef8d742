import type { CheckEvent, DeadlyCheck, RunningCheck } from '../../../events/check-event.ts'
import { isTrainStep } from '../../../events/decision.ts'
import { actionOfEffect } from '../../../events/effect-id.ts'
import type { EffectId, WorkerId } from '../../../model/ids.ts'
import type { Handlers } from '../../fold.ts'
import type { State } from '../../types/state.ts'

export const foldCheck: Handlers<CheckEvent> = {
  'check.started': (state, { effect, worker, command, commit }) => {
    // The action's previous command has ended and has not killed czar.
    const ended = endCheck(state, effect)
    return { ...ended, running: { ...ended.running, [effect]: { worker, command, commit } } }
  },
}

/** Records that the command of this action has ended and czar is alive, so the command does no harm. */
export function endCheck(state: State, effect: EffectId): State {
  const { [effect]: ended, ...running } = state.running
  if (ended === undefined) return state
  const deadly = state.deadly.filter(check => check.effect !== effect || check.command !== ended.command)
  return { ...state, running, deadly: deadly.length === state.deadly.length ? state.deadly : deadly }
}

/** Records that czar died while these commands ran. Any of these commands may be the cause. */
export function dieWithChecks(state: State): State {
  const running = Object.entries(state.running) as [EffectId, RunningCheck][]
  if (running.length === 0) return state
  return { ...state, running: {}, deadly: running.reduce((known, check) => addDeath(known, check, running.length === 1), state.deadly) }
}

function addDeath(deadly: readonly DeadlyCheck[], [effect, check]: [EffectId, RunningCheck], isAlone: boolean): readonly DeadlyCheck[] {
  const isSame = (known: DeadlyCheck) => known.effect === effect && known.command === check.command
  const before = deadly.find(isSame) ?? { deaths: 0, alone: 0 }
  const death = { ...check, effect, deaths: before.deaths + 1, alone: before.alone + (isAlone ? 1 : 0) }
  return [...deadly.filter(known => !isSame(known)), death]
}

/** Forgets the running commands, because czar itself ended them before it exited. */
export function letGoOfChecks(state: State): State {
  return Object.keys(state.running).length === 0 ? state : { ...state, running: {} }
}

/** Forgets that czar died while it tested a merged tree, because a person asked to merge again. */
export function forgetDeadlyTests(state: State): State {
  const deadly = state.deadly.filter(({ effect }) => !isTrainStep(actionOfEffect(effect)))
  return deadly.length === state.deadly.length ? state : { ...state, deadly }
}

/** Forgets that czar died during commands of this worker, because a person asked to try them again. */
export function forgetDeadly(state: State, worker: WorkerId): State {
  const deadly = state.deadly.filter(check => check.worker !== worker)
  return deadly.length === state.deadly.length ? state : { ...state, deadly }
}
