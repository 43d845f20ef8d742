import type { WorkerId } from '../../core/model/ids.ts'
import type { AgentProfile, WorkerConfig } from '../../core/model/project.ts'
import type { WorkerInput } from '../schema/worker-schema.ts'
import { buildBudget } from './build-budget.ts'

/** The agent of a worker, with the model and account of its profile where the worker names none. */
export function agentFields(
  worker: WorkerInput,
  agent: string,
  profile: AgentProfile | null | undefined,
): Pick<WorkerConfig, 'agent' | 'model' | 'account'> {
  return { agent, model: worker.model ?? profile?.model ?? null, account: worker.account ?? profile?.account ?? agent }
}

/** The fields of a worker that come only from its own entry in the file. */
export function workerFields(
  worker: WorkerInput,
): Pick<WorkerConfig, 'id' | 'budget' | 'branch' | 'role' | 'owns' | 'accept' | 'dependsOn'> {
  return {
    id: worker.id as WorkerId,
    budget: buildBudget(worker.budget),
    branch: worker.branch ?? `feat/${worker.id}`,
    role: worker.role ?? null,
    owns: worker.owns,
    accept: worker.accept,
    dependsOn: worker.depends_on as WorkerId[],
  }
}
