import type { AssignmentState, TaskState } from '../../state/types/task-state.ts'
import type { AgentState, WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import type { HealthVerdict } from './verdicts/verdict.ts'

/** A worker that has a running agent and an open task. The rules about the work of a worker use it. */
export interface Scene {
  readonly context: PolicyContext
  readonly worker: WorkerState
  readonly agent: AgentState
  readonly assignment: AssignmentState
  readonly task: TaskState | null
}

/** A rule that judges a worker. It returns null if it does not apply. */
export type HealthRule = (scene: Scene) => HealthVerdict | null
