import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createAgents } from '../../../src/adapters/agents/agents.ts'
import type { Policy } from '../../../src/core/model/policy/policy.ts'
import type { AgentLaunch, AgentObservation, AgentWatch } from '../../../src/core/ports/agents-port.ts'
import { launchIn } from '../../adapters/agents/support/launch.ts'
import { openPane, type Pane } from '../../adapters/agents/support/pane.ts'
import { aPolicy } from '../../support/builders/a-policy.ts'
import { aProfile } from '../../support/builders/a-profile.ts'
import { installed } from './installed.ts'
import { claude } from './programs/claude.ts'

export interface RunningClaude {
  readonly pane: Pane
  readonly launch: AgentLaunch
  readonly watch: AgentWatch
  readonly seen: () => readonly AgentObservation[]
}

export interface ClaudeStart {
  /** The address of the stand-in for the model. */
  readonly modelUrl: string
  readonly permissions?: Policy['permissions']
  /** The accept commands of the task. */
  readonly accept?: readonly string[]
  readonly incarnation?: number
  readonly resume?: string
}

export const agents = createAgents({ inherited: {}, note: text => console.warn(text) })

/** Starts the real program with a home of its own below `root`, a dummy key and no variables of the test's environment. */
export async function startClaude(
  root: string,
  { modelUrl, permissions, accept = [], incarnation = 1, resume }: ClaudeStart,
): Promise<RunningClaude> {
  const env = { ...claude.settle(root, modelUrl), COLORTERM: 'truecolor' }
  const profile = aProfile({ kind: 'claude', name: 'claude', resumes: true, command: [await installed(claude)], env })
  const launch = await launchIn(root, {
    incarnation,
    profile,
    accept,
    resume: resume ?? null,
    policy: { ...aPolicy, ...(permissions === undefined ? {} : { permissions }) },
    // The PATH does not contain the project's node_modules/.bin, which npm run adds.
    baseEnv: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: root, LANG: 'C.UTF-8', TERM: 'tmux-256color' },
  })
  if (incarnation === 1) {
    execFileSync('git', ['init', '-q', '-b', 'main', launch.cwd])
  }
  const { argv, env: programEnv } = await agents.prepare(launch)
  const pane = await openPane(
    { argv: ['/bin/sh', '-c', 'echo $$ >"$0"; exec "$@"', join(launch.dir, 'agent.pid'), ...argv], env: programEnv },
    launch.cwd,
  )
  const watch = await agents.watch(launch, () => {})
  onTestFinished(() => watch.close())
  return { pane, launch, watch, seen: watch.seen }
}
