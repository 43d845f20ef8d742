import type { BaseGatesEvent } from '../../../events/proof/base-gates-event.ts'
import type { Handlers } from '../../fold.ts'
import type { BaseGatesState } from '../../types/base-gates-state.ts'
import type { State } from '../../types/state.ts'

export const foldBaseGates: Handlers<BaseGatesEvent> = {
  'base_gates.started': (state, { base, command }) => setGates(state, { base, phase: 'running', command }),
  'base_gates.checked': (state, { base, findings }) => setGates(state, { base, phase: 'checked', findings, deadly: null }),
  'base_gates.refused': (state, { base }) => setGates(state, { base, phase: 'refused' }),
}

/** Notes how czar ended while an accept command ran on base. */
export function endBaseGates(state: State, phase: 'cut_off' | 'died'): State {
  const { baseGates } = state
  if (baseGates?.phase !== 'running') return state
  return setGates(state, { phase, ...(phase === 'died' ? { deadly: baseGates.command } : {}) })
}

function setGates(state: State, gates: Partial<BaseGatesState>): State {
  return { ...state, baseGates: { ...(state.baseGates ?? UNTRIED), ...gates } }
}

const UNTRIED: BaseGatesState = { base: '' as BaseGatesState['base'], phase: 'checked', command: null, deadly: null, findings: [] }
