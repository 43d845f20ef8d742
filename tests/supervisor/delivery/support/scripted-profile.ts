import type { AgentProfile } from '../../../../src/core/model/project.ts'
import { testProfile } from './test-profile.ts'

/** The profile of the scripted agent program. The environment variables say how the program misbehaves. */
export function scriptedProfile(env: Readonly<Record<string, string>> = {}): AgentProfile {
  return testProfile('scripted', { env, busy: null, enterDelayMs: 30 })
}
