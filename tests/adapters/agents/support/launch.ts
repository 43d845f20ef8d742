import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import type { AgentLaunch } from '../../../../src/core/ports/agents-port.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'

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
    profile: aProfile(),
    policy: aPolicy,
    accept: [],
    cwd,
    dir,
    resume: null,
    git: { name: 'api-bot', email: 'api@example.com', sshKey: null },
    baseEnv: { PATH: process.env['PATH'] ?? '', HOME: root, LANG: 'C.UTF-8', TERM: 'tmux-256color', CZAR_WORKER: 'api' },
    ...changes,
  }
}
