import { execFile } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Event, Journaled } from '../../src/core/events/event.ts'
import { installed } from '../../tests/agents/support/installed.ts'
import type { Answer, Turn } from '../../tests/agents/support/model-answer.ts'
import type { RealAgent } from '../../tests/agents/support/real-agent.ts'
import { type RunningModel, startModel } from '../../tests/agents/support/start-model.ts'
import { livingProcessesWith } from '../../tests/support/living-processes.ts'
import { readJournal } from '../../tests/support/read-journal.ts'
import { bareEnvironment } from './bare-environment.ts'
import { makeSmallRepository } from './small-repository.ts'

const bin = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))
const PATIENCE_MS = 900_000

export interface AgentFleet {
  readonly projectDir: string
  readonly model: RunningModel
  readonly czar: (words: readonly string[], input?: string) => Promise<void>
  readonly events: () => readonly Journaled[]
  readonly eventually: <Kind extends Event['kind']>(
    kind: Kind,
    accepts: (event: Journaled<Extract<Event, { kind: Kind }>>) => boolean,
  ) => Promise<Journaled<Extract<Event, { kind: Kind }>>>
  readonly end: () => Promise<void>
}

/** Launches real agents of one program with a stand-in for the model. Their environment contains nothing from this shell. */
export async function launchAgentFleet(
  agent: RealAgent,
  { project, profile, answer }: { project: string; profile: string; answer: (turn: Turn) => Answer | null },
): Promise<AgentFleet> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'czar-agents-')))
  const projectDir = join(directory, 'status', 'bench')
  const env = bareEnvironment(directory)
  makeSmallRepository(join(directory, 'repository'), { env })
  const model = await startModel(agent, answer)
  const command = JSON.stringify([await installed(agent)])
  const variables = JSON.stringify(agent.settle(directory, model.url))
  const agents = `agents:\n  ${agent.name}:\n    command: ${command}\n    env: ${variables}\n${profile}`
  writeFileSync(join(directory, 'czar.yaml'), `project: bench\nrepo: ./repository\n${agents}${project}`)
  const czar = (words: readonly string[], input = '') => run(words, { env, cwd: directory, input })
  const events = () => readJournal(projectDir)
  const fleet: AgentFleet = {
    projectDir,
    model,
    czar,
    events,
    eventually: async (kind, accepts) => {
      for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await pause(20)) {
        const found = events().find(event => event.kind === kind && accepts(event as never))
        if (found !== undefined) return found as never
      }
      throw new Error(
        `no ${kind} within ${PATIENCE_MS} ms\n${events()
          .slice(-20)
          .map(event => JSON.stringify(event).slice(0, 200))
          .join('\n')}`,
      )
    },
    end: async () => {
      await czar(['stop', '-p', 'bench']).catch(() => {})
      for (const living of livingProcessesWith(directory)) process.kill(Number.parseInt(living, 10), 'SIGKILL')
      await model.stop()
      rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
  await czar(['launch', 'czar.yaml']).catch(async error => {
    await fleet.end()
    throw error
  })
  return fleet
}

function run(words: readonly string[], { input, ...options }: { env: NodeJS.ProcessEnv; cwd: string; input: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [bin, ...words], options, (error, _stdout, stderr) =>
      error === null ? resolve() : reject(new Error(`czar ${words[0]}: ${stderr}`)),
    )
    child.stdin?.end(input)
  })
}
