import type { AgentKind } from '../../core/model/project.ts'
import type { AgentsPort } from '../../core/ports/agents-port.ts'
import { createClaudeDriver } from './claude/driver.ts'
import { createCodexDriver } from './codex/driver.ts'
import { createCommandDriver } from './command/driver.ts'
import type { AgentDriver, AgentSurroundings } from './driver.ts'
import { programEnvironment } from './environment.ts'
import { createGeminiDriver } from './gemini/driver.ts'
import { createOpencodeDriver } from './opencode/driver.ts'
import { createScriptedDriver } from './scripted/driver.ts'

/** The agents' port: each call goes to the driver of the profile's kind. */
export function createAgents(surroundings: AgentSurroundings): AgentsPort {
  const drivers = {
    scripted: createScriptedDriver(surroundings),
    command: createCommandDriver(surroundings),
    claude: createClaudeDriver(surroundings),
    codex: createCodexDriver(surroundings),
    opencode: createOpencodeDriver(surroundings),
    gemini: createGeminiDriver(surroundings),
  } satisfies Record<AgentKind, AgentDriver>
  return {
    prepare: launch => drivers[launch.profile.kind].prepare(launch),
    watch: (launch, listener) => drivers[launch.profile.kind].watch(launch, listener),
    readScreen: (profile, screen, title) => drivers[profile.kind].readScreen(profile, screen, title),
    asTaken: (profile, text) => drivers[profile.kind].asTaken(text),
    findHindrances: async ({ profile, cwd, baseEnv }) => {
      const { findHindrances } = await import('./find-hindrances.ts')
      return findHindrances({ kind: profile.kind, env: programEnvironment(profile, baseEnv, surroundings.inherited), cwd })
    },
    readVersion: async ({ profile, cwd, baseEnv }, signal) => {
      const { askVersion } = await import('./ask-version.ts')
      return askVersion(profile, { env: programEnvironment(profile, baseEnv, surroundings.inherited), cwd, signal })
    },
  }
}
