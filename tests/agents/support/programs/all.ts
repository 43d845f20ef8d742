import type { RealAgent } from '../real-agent.ts'
import { claude } from './claude.ts'
import { codex } from './codex.ts'
import { CURRENT } from './current.ts'
import { gemini } from './gemini.ts'
import { opencode } from './opencode.ts'

/** Every agent program for which the stories run. `CURRENT` can name newer versions than the pinned ones. */
export const realAgents: readonly RealAgent[] = [claude, codex, opencode, gemini]

/** Whether this run uses today's versions. */
export const isCurrent = process.env[CURRENT] !== undefined
