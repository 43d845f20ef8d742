import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import type { AgentLaunch } from '../../../../src/core/model/ports.ts'
import type { AgentProfile, Policy } from '../../../../src/core/model/project.ts'

/** A profile of the scripted program; override what the test is about. */
export function profileOf(changes: Partial<AgentProfile> = {}): AgentProfile {
  return {
    name: 'scripted',
    kind: 'scripted',
    command: [],
    env: {},
    passEnv: [],
    ready: null,
    busy: null,
    dialogs: [],
    quit: ['C-c', 'C-c'],
    maxChars: 1_000_000,
    settleMs: 0,
    enterDelayMs: 0,
    startWithinMs: 30_000,
    resumes: true,
    ...changes,
  }
}

export const policy: Policy = {
  ackWithinMs: 180_000,
  idleAfterMs: 30_000,
  stuckAfterMs: 1_200_000,
  nudges: 2,
  restart: { max: 3, withinMs: 1_800_000, backoffMinMs: 10_000, backoffMaxMs: 300_000 },
  verify: { timeoutMs: 60_000, attempts: 3 },
  protect: [],
  permissions: { allow: [], otherwise: 'ask' },
}

/** A launch whose directories lie in `root`. */
export async function launchIn(root: string, changes: Partial<AgentLaunch> = {}): Promise<AgentLaunch> {
  const incarnation = changes.incarnation ?? 1
  const dir = join(root, 'agent', String(incarnation))
  const cwd = join(root, 'work')
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await mkdir(cwd, { recursive: true })
  return {
    worker: 'api' as WorkerId,
    incarnation,
    profile: profileOf(),
    policy,
    accept: [],
    cwd,
    dir,
    resume: null,
    git: { name: 'api-bot', email: 'api@example.com', sshKey: null },
    baseEnv: { PATH: process.env['PATH'] ?? '', HOME: root, LANG: 'C.UTF-8', TERM: 'tmux-256color', CZAR_WORKER: 'api' },
    ...changes,
  }
}
