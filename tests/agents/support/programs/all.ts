import type { RealAgent } from '../real-agent.ts'
import { claude } from './claude.ts'
import { codex } from './codex.ts'
import { CURRENT } from './current.ts'
import { gemini } from './gemini.ts'
import { opencode } from './opencode.ts'

/** Every agent program that stories are told of: as it is pinned, or in the version of today where `CURRENT` names one. */
export const realAgents: readonly RealAgent[] = [claude, codex, opencode, gemini]

/** Whether the run is about the versions of today. */
export const isCurrent = process.env[CURRENT] !== undefined
