import type { AgentProfile } from '../../../../src/core/model/project.ts'
import { testProfile } from './test-profile.ts'

/** The scripted agent program. Its environment says how it misbehaves. */
export function scriptedProfile(env: Readonly<Record<string, string>> = {}): AgentProfile {
  return testProfile('scripted', { env, busy: null, enterDelayMs: 30 })
}
