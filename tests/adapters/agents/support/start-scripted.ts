import { execFileSync } from 'node:child_process'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import type { AgentObservation, AgentsPort } from '../../../../src/core/ports/agents-port.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { launchIn } from './launch.ts'
import { openPane, type Pane } from './pane.ts'

export interface RunningAgent {
  readonly pane: Pane
  readonly seen: () => readonly AgentObservation[]
  readonly cwd: string
  /** The arguments of each `czar report` that the program ran, one line per call. */
  readonly reports: string
}

export interface ScriptedStart {
  readonly env?: Readonly<Record<string, string>>
  readonly incarnation?: number
  readonly resume?: string
}

const agents: AgentsPort = createAgents({ inherited: {}, note: () => {} })

/**
 * Starts the scripted program in a repository of its own below `root`. The `czar` on its PATH only records its
 * arguments.
 */
export async function startScripted(root: string, { env = {}, incarnation = 1, resume }: ScriptedStart = {}): Promise<RunningAgent> {
  const bin = join(root, 'bin')
  const reports = join(root, 'reports')
  await mkdir(bin, { recursive: true })
  await writeFile(join(bin, 'czar'), `#!/bin/sh\nprintf '%s|' "$@" >> '${reports}'\necho >> '${reports}'\n`)
  await chmod(join(bin, 'czar'), 0o755)
  const launch = await launchIn(root, { incarnation, profile: aProfile({ env }), resume: resume ?? null })
  if (incarnation === 1) execFileSync('git', ['init', '-q', '-b', 'main', launch.cwd])
  const command = await agents.prepare({ ...launch, baseEnv: { ...launch.baseEnv, PATH: `${bin}:${launch.baseEnv['PATH']}` } })
  const watch = await agents.watch(launch, () => {})
  onTestFinished(() => watch.close())
  return { pane: await openPane(command, launch.cwd), seen: watch.seen, cwd: launch.cwd, reports }
}
