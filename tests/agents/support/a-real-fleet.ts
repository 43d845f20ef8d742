import { aFleet, type Fleet } from '../../support/a-fleet.ts'
import { type Answer, aModel, type Model, type Turn } from './a-model.ts'
import { installed } from './installed.ts'
import type { RealAgent } from './real-agent.ts'

export interface RealFleet extends Fleet {
  readonly model: Model
}

interface Program {
  /** Further keys of the agent profile. */
  readonly profile?: string
  /** Further variables of the program. */
  readonly env?: Readonly<Record<string, string>>
  readonly answer: (turn: Turn) => Answer | null
}

interface FleetSetup {
  readonly workers: string
  readonly policy?: string
  readonly concurrency?: number
  readonly patienceMs?: number
}

export type RealFleetSetup = FleetSetup & Program

/** A fleet of real agents with a home of their own, a dummy key, and a stand-in for the model. */
export async function aRealFleet(agent: RealAgent, setup: RealFleetSetup): Promise<RealFleet> {
  const { fleet, models } = await aMixedFleet([{ agent, ...setup }], setup)
  return { ...fleet, model: models[0] as Model }
}

/** The same of several makes, each with a stand-in of its own. */
export async function aMixedFleet(
  programs: readonly (Program & { readonly agent: RealAgent })[],
  { workers, policy = '{}', concurrency, patienceMs = 90_000 }: FleetSetup,
): Promise<{ fleet: Fleet; models: readonly Model[] }> {
  const fleet = await aFleet('', { patienceMs })
  const models: Model[] = []
  const profiles: string[] = []
  for (const { agent, answer, profile = '', env = {} } of programs) {
    const command = [await installed(agent)]
    const model = await aModel(agent, answer)
    const variables = { ...agent.settle(fleet.directory, model.url), ...env }
    profiles.push(`  ${agent.name}:\n    command: ${JSON.stringify(command)}\n    env: ${JSON.stringify(variables)}\n${profile}`)
    models.push(model)
  }
  const seats = concurrency === undefined ? '' : `concurrency: ${concurrency}\n`
  fleet.configure(`${seats}agents:\n${profiles.join('')}policy: ${policy}\nworkers:\n${workers}`)
  return { fleet, models }
}

/** A worker of the project file with a territory of its own. */
export function aRealWorker(agent: RealAgent, id: string, rest = '', task = `|\n      Write src/${id}/work.txt and commit it.`): string {
  return `  - id: ${id}\n    agent: ${agent.name}\n    owns: ["src/${id}/**"]\n    accept: ["test -s src/${id}/work.txt"]\n${rest}    task: ${task}\n`
}

/** What an agent does that takes its task seriously, one tool call after the other. */
export function honestSteps(turn: Turn): readonly Answer[] {
  return [acknowledge(turn), write(turn), commit(turn), claim(turn), { say: 'Done.' }]
}

export function acknowledge({ worker, assignment }: Turn): Answer {
  return { run: `czar report ack --task ${assignment} "src/${worker}/work.txt must exist and be committed" --plan src/${worker}/work.txt` }
}

export function write({ worker, worktree }: Turn): Answer {
  return { write: `${worktree}/src/${worker}/work.txt`, content: `work of ${worker}\n` }
}

export function commit({ worker }: Turn): Answer {
  return { run: `git add src/${worker} && git commit -q -m "feat: ${worker}"` }
}

export function claim({ assignment }: Turn): Answer {
  return { run: `czar report done --task ${assignment} "written and committed"` }
}

/** An honest worker that does something else between its acknowledgement and the rest. */
export function inBetween(turn: Turn, ...steps: readonly Answer[]): Answer | null {
  const [first, ...rest] = honestSteps(turn)
  return [first, ...steps, ...rest][turn.step] ?? null
}
