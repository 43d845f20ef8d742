import type { AgentCandidate, Project } from '../../src/core/model/project.ts'
import { aProfile } from '../../tests/support/builders/a-profile.ts'
import type { Misreading } from '../agents/behaviours.ts'
import type { SprintPlan } from '../plan-sprint.ts'
import type { Random } from '../random.ts'

/** How good an agent is: the share of its tasks that it misreads at first, and how many faults it makes, as a factor on the usual number. */
export interface Strength {
  readonly misreading: number
  readonly faults: number
}

interface Giving {
  /** Chooses the agents of the workers. If it is absent, the workers get the agents in turn. */
  readonly choose: ((project: Project) => Project) | undefined
  readonly random: Random
  /** Draws how a task is misread. */
  readonly misread: () => Misreading | null
}

/**
 * Gives each worker one of these agents, and makes it as good as the agent is. A worker's own task is misread as often as its agent
 * misreads tasks.
 */
export function giveStrengths(
  plan: SprintPlan,
  agents: Readonly<Record<string, Strength>>,
  { choose = inTurn, random, misread }: Giving,
): SprintPlan {
  const names = Object.keys(agents)
  const candidates: readonly AgentCandidate[] = names.map(agent => ({ agent, model: null, account: agent }))
  const profiles = names.map(name => [name, aProfile({ ...plan.project.agents['claude'], name, kind: 'claude' })] as const)
  const project = choose({
    ...plan.project,
    agents: { ...plan.project.agents, ...Object.fromEntries(profiles) },
    workers: plan.project.workers.map(worker => ({ ...worker, candidates })),
  })
  const [tasks, behaviours] = [new Map(plan.tasks), new Map(plan.behaviours)]
  for (const { id, agent } of project.workers) {
    const [task, behaviour, strength] = [plan.tasks.get(id as never), plan.behaviours.get(id), agents[agent]]
    if (task === undefined || behaviour === undefined || strength === undefined) continue
    // The same numbers are drawn for every agent, so that runs with other choices can be compared.
    const [isMisread, how] = [random.chance(strength.misreading), misread()]
    tasks.set(task.id, { ...task, misreads: isMisread ? how : null, isUnseen: task.isUnseen && isMisread })
    behaviours.set(id, { ...behaviour, faults: strength.faults })
  }
  return { ...plan, project, tasks, behaviours }
}

function inTurn(project: Project): Project {
  return {
    ...project,
    workers: project.workers.map((worker, index) => ({
      ...worker,
      ...(worker.candidates ?? [])[index % (worker.candidates ?? []).length],
    })),
  }
}
