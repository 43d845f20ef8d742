import type { AgentKind } from '../../../../src/core/model/agent-traits.ts'
import type { AgentProfile } from '../../../../src/core/model/project.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'

/** A profile whose patterns fit the fake agents and the real test agents. */
export function testProfile(kind: AgentKind, changed: Partial<AgentProfile> = {}): AgentProfile {
  return aProfile({
    name: `${kind}-test`,
    kind,
    busy: { screen: 'esc to interrupt' },
    dialogs: [{ screen: 'Do you trust the files in this folder\\?', keys: ['Enter'] }],
    quit: ['C-c'],
    maxChars: 2_000_000,
    enterDelayMs: 200,
    startWithinMs: 20_000,
    ...changed,
  })
}
