import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeSmallRepository } from '../../support/small-repository.ts'
import type { Named } from '../load-programs.ts'

const play = fileURLToPath(new URL('../play.ts', import.meta.url))

export const NEIGHBOUR = 'neighbour'
/** This task is longer than a line of a terminal may be (4,096 bytes). It shows which programs have that limit. */
const TASK = Array.from(
  { length: 60 },
  (_, index) => `Point ${index + 1}: the word for this point is word-${index + 1}; keep it in the list, in its place.`,
)

/** Makes a repository, and a project file with a worker for each test program and one well-behaved worker. */
export function writeProject(directory: string, crowd: readonly Named[], env: NodeJS.ProcessEnv): void {
  makeSmallRepository(join(directory, 'repository'), { env })
  const project = {
    project: 'crowd',
    repo: './repository',
    watchdog: false,
    alerts: [],
    // The times are a tenth of the defaults, so that czar reacts to a silent program while the program is watched.
    policy: { idle_after: '3s', ack_within: '15s', disk_reserve: 0 },
    agents: Object.fromEntries(crowd.map(named => [named.name, profileOf(directory, named)])),
    workers: [...crowd.map(({ name }) => ({ id: name, agent: name, task: TASK.join('\n') })), neighbour()],
  }
  // JSON is valid YAML.
  writeFileSync(join(directory, 'czar.yaml'), JSON.stringify(project, null, 1))
}

function profileOf(directory: string, { name, path, program }: Named) {
  const command = program.command?.() ?? [process.execPath, play, path]
  return {
    extends: 'command',
    command,
    env: { CROWD_LOG: join(directory, 'log', name), NODE_COMPILE_CACHE: join(directory, 'compiled') },
    start_within: '20s',
    ...program.profile,
  }
}

/** The well-behaved worker prints something from time to time and does its task, which is then proven. */
function neighbour() {
  const steps = ['ack: "Write work.txt and commit it"']
  for (let step = 1; step <= 4; step++) steps.push('stall: 1s', `report: { done: ${step}, total: 4, text: "step ${step}" }`)
  steps.push('edit: { file: work.txt, text: "work" }', 'commit: "feat: work"', 'done: "it is there"')
  const list = steps.map(step => `- ${step}\n`).join('')
  return {
    id: NEIGHBOUR,
    agent: 'scripted',
    owns: ['work.txt'],
    accept: ['test -s work.txt'],
    task: `Work.\n\n\`\`\`scripted\n${list}\`\`\`\n`,
  }
}
