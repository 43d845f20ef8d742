import type { BaseGatesEvent } from '../../events/base-gates-event.ts'
import type { Handlers } from '../fold.ts'
import type { BaseGatesState } from '../types/base-gates-state.ts'
import type { State } from '../types/state.ts'

export const foldBaseGates: Handlers<BaseGatesEvent> = {
  'base_gates.started': (state, { base }) => setGates(state, { base, phase: 'running' }),
  'base_gates.checked': (state, { base, findings }) => setGates(state, { base, phase: 'checked', findings }),
  'base_gates.refused': (state, { base }) => setGates(state, { base, phase: 'refused' }),
}

/** Notes how czar ended while the accept commands ran on base. */
export function endBaseGates(state: State, phase: 'cut_off' | 'died'): State {
  return state.baseGates?.phase === 'running' ? setGates(state, { base: state.baseGates.base, phase }) : state
}

function setGates(state: State, gates: Omit<BaseGatesState, 'findings'> & Partial<BaseGatesState>): State {
  return { ...state, baseGates: { findings: state.baseGates?.findings ?? [], ...gates } }
}
