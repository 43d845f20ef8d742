import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadProfiles } from '../../../src/config/load-profiles.ts'
import { aFleet, type Fleet } from '../../support/a-fleet.ts'
import { aModel } from './a-model.ts'
import { installed } from './installed.ts'
import type { Answer, Turn } from './model-answer.ts'
import type { AgentProgram } from './real-agent.ts'
import type { Model } from './start-model.ts'

export interface RealFleet extends Fleet {
  readonly model: Model
}

interface Program {
  /** More keys of the agent profile. */
  readonly profile?: string
  /** More variables of the program. */
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

/** A fleet of real agents. It has its own home directory, a dummy key, and a stand-in for the model. */
export async function aRealFleet(agent: AgentProgram, setup: RealFleetSetup): Promise<RealFleet> {
  const { fleet, models } = await aMixedFleet([{ agent, ...setup }], { patienceMs: agent.patienceMs, ...setup })
  return { ...fleet, model: models[0] as Model }
}

/** Starts a fleet like `aRealFleet`, but with agents of several programs. Each program has its own stand-in for the model. */
export async function aMixedFleet(
  programs: readonly (Program & { readonly agent: AgentProgram })[],
  { workers, policy = '{}', concurrency, patienceMs = 90_000 }: FleetSetup,
): Promise<{ fleet: Fleet; models: readonly Model[] }> {
  const fleet = await aFleet('', { patienceMs })
  liveAsUsersDo(fleet)
  const models: Model[] = []
  const profiles: string[] = []
  for (const { agent, answer, profile = '', env = {} } of programs) {
    const command = [await installed(agent), ...(await shippedArguments(agent.name))]
    const model = await aModel(agent, answer)
    const variables = { ...agent.settle(fleet.directory, model.url), ...env }
    profiles.push(`  ${agent.name}:\n    command: ${JSON.stringify(command)}\n    env: ${JSON.stringify(variables)}\n${profile}`)
    models.push(model)
  }
  const seats = concurrency === undefined ? '' : `concurrency: ${concurrency}\n`
  fleet.configure(`${seats}agents:\n${profiles.join('')}policy: ${policy}\nworkers:\n${workers}`)
  return { fleet, models }
}

/** Makes only the user's own git configuration name the author of commits, as most users have it. */
function liveAsUsersDo({ directory, git }: Fleet): void {
  writeFileSync(join(directory, '.gitconfig'), '[user]\n\tname = Fleet\n\temail = fleet@example.com\n')
  git('config', '--remove-section', 'user')
}

/** The arguments with which the built-in profile starts the program. */
async function shippedArguments(name: string): Promise<readonly string[]> {
  const profiles = await loadProfiles(fileURLToPath(new URL('../../../config/agents', import.meta.url)))
  return profiles[name]?.command?.slice(1) ?? []
}

/** A worker of the project file, with a territory of its own. */
export function aRealWorker(agent: AgentProgram, id: string, rest = '', task = `|\n      Write src/${id}/work.txt and commit it.`): string {
  return `  - id: ${id}\n    agent: ${agent.name}\n    owns: ["src/${id}/**"]\n    accept: ["test -s src/${id}/work.txt"]\n${rest}    task: ${task}\n`
}
