import { own } from '../model/own.ts'
import type { AgentCandidate, Project, WorkerConfig } from '../model/project.ts'
import { normalNumber, seededNumbers } from '../text/seeded-numbers.ts'

/** How often the first claims of an agent profile were right, for one role. */
export interface AgentExperience {
  readonly agent: string
  /** The role, or '' if the work had none. */
  readonly role: string
  /** Whether the work was in the repository of the project. */
  readonly isHere: boolean
  readonly claimed: number
  readonly rightFirst: number
}

export interface ChoosingAgents {
  readonly experience: readonly AgentExperience[]
  /** Whether the agent's program is installed. */
  readonly isInstalled: (agent: string) => boolean
  /** The project as it was launched last, or null if it never was. */
  readonly before: Project | null
}

/** The weight of a claim: in the same repository or elsewhere, in the same role or another one. */
const WEIGHTS = { here: { same: 1, other: 0.6 }, elsewhere: { same: 0.5, other: 0.3 } } as const
/**
 * How often a profile with few results is chosen. With 1, the draws would reflect the full uncertainty, and czar would learn too slowly.
 */
const BOLDNESS = 0.5
/** Each profile is tried this often before its results count. */
const FEWEST_TRIES = 3

/**
 * Chooses the agents of workers with `agent: auto`. A worker keeps the agent of the last launch while its task is the same. Otherwise czar
 * first tries each profile a few times. After that, it draws a profile. Profiles with more right first claims are drawn more often, and a
 * profile with few results still gets a chance. The same project, task and experience always give the same choice.
 */
export function chooseAgents(project: Project, choosing: ChoosingAgents): Project {
  const picked = new Map<string, number>()
  const workers = project.workers.map(worker => {
    const candidates = (worker.candidates ?? []).filter(({ agent }) => choosing.isInstalled(agent))
    const [first] = candidates
    if (first === undefined) return worker
    const chosen = lastChoice(worker, candidates, choosing.before) ?? pick(project, worker, { candidates, picked, ...choosing })
    picked.set(chosen.agent, (picked.get(chosen.agent) ?? 0) + 1)
    return { ...worker, ...chosen }
  })
  return { ...project, workers }
}

function lastChoice(worker: WorkerConfig, candidates: readonly AgentCandidate[], before: Project | null): AgentCandidate | undefined {
  const known = before?.workers.find(({ id, task }) => id === worker.id && task.sha256 === worker.task.sha256)
  return candidates.find(({ agent }) => agent === known?.agent)
}

interface Picking extends ChoosingAgents {
  readonly candidates: readonly AgentCandidate[]
  /** How many workers of this launch have got each profile. */
  readonly picked: ReadonlyMap<string, number>
}

function pick(project: Project, worker: WorkerConfig, { candidates, picked, experience }: Picking): AgentCandidate {
  const known = experience.reduce((sum, { claimed }) => sum + claimed, 0)
  const next = seededNumbers(`${project.name} ${worker.id} ${worker.task.sha256} ${known}`)
  const judged = candidates.map(candidate => {
    const { claimed, rightFirst } = weigh(experience, candidate.agent, worker.role ?? '')
    const mean = (rightFirst + 1) / (claimed + 2)
    const spread = BOLDNESS * Math.sqrt((mean * (1 - mean)) / (claimed + 3))
    return { candidate, tries: claimed + (picked.get(candidate.agent) ?? 0), drawn: mean + spread * normalNumber(next) }
  })
  const untried = judged.filter(({ tries }) => tries < FEWEST_TRIES)
  const best =
    untried.length > 0
      ? untried.reduce((least, other) => (other.tries < least.tries ? other : least))
      : judged.reduce((most, other) => (other.drawn > most.drawn ? other : most))
  return best.candidate
}

function weigh(experience: readonly AgentExperience[], agent: string, role: string): Pick<AgentExperience, 'claimed' | 'rightFirst'> {
  const sum = { claimed: 0, rightFirst: 0 }
  for (const one of experience) {
    if (one.agent !== agent) continue
    const weight = WEIGHTS[one.isHere ? 'here' : 'elsewhere'][one.role === role ? 'same' : 'other']
    sum.claimed += weight * one.claimed
    sum.rightFirst += weight * one.rightFirst
  }
  return sum
}

/**
 * Adds to a project how often the first claims of its agents were right. For bonus tasks, the queue prefers agents with more right claims.
 */
export function withExperience(project: Project, experience: readonly AgentExperience[]): Project {
  const used = new Set(project.workers.map(({ agent }) => agent))
  const sums: Record<string, { claimed: number; rightFirst: number }> = {}
  for (const { agent, claimed, rightFirst } of experience) {
    if (!used.has(agent) || claimed === 0) continue
    const sum = own(sums, agent) ?? { claimed: 0, rightFirst: 0 }
    sums[agent] = { claimed: sum.claimed + claimed, rightFirst: sum.rightFirst + rightFirst }
  }
  return Object.keys(sums).length === 0 ? project : { ...project, experience: sums }
}
