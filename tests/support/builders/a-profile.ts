import type { AgentProfile } from '../../../src/core/model/project.ts'

/** The profile of the scripted agent program, without any waiting. A test overrides the part that it is about. */
export function aProfile(over: Partial<AgentProfile> = {}): AgentProfile {
  return {
    name: 'scripted',
    kind: 'scripted',
    command: [],
    env: {},
    passEnv: [],
    ready: null,
    busy: null,
    dialogs: [],
    limits: [],
    models: {},
    model: null,
    modelFlag: null,
    mcp: false,
    account: null,
    input: 'paste',
    quit: ['C-c', 'C-c'],
    maxChars: 1_048_576,
    settleMs: 0,
    enterDelayMs: 0,
    startWithinMs: 60_000,
    concurrency: null,
    resumes: false,
    ...over,
  }
}
