import type { AssignmentState, TaskState } from '../../state/types/task-state.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import type { HealthVerdict } from './verdicts/verdict.ts'

/** A worker with a running agent and an open task: the input of the rules about its work. */
export interface Scene {
  readonly context: PolicyContext
  readonly worker: WorkerState
  readonly agent: AgentState
  readonly assignment: AssignmentState
  readonly task: TaskState | null
}

/** A rule: returns the worker's health, or null if the rule does not apply. */
export type HealthRule = (scene: Scene) => HealthVerdict | null
