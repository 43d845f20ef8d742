import type { AgentProfile } from '../../../../src/core/model/project.ts'
import { testProfile } from './test-profile.ts'

/** The scripted agent program, misbehaving as its environment says. */
export function scriptedProfile(env: Readonly<Record<string, string>> = {}): AgentProfile {
  return testProfile('scripted', { env, busy: null, enterDelayMs: 30 })
}
