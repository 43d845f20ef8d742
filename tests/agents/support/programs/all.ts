import type { RealAgent } from '../real-agent.ts'
import { claude } from './claude.ts'
import { codex } from './codex.ts'
import { CURRENT } from './current.ts'
import { gemini } from './gemini.ts'
import { opencode } from './opencode.ts'

/** Every agent program with which the shared tests run. The variable `CURRENT` can name newer versions than the pinned ones. */
export const realAgents: readonly RealAgent[] = [claude, codex, opencode, gemini]

/** Whether this run tests the newest versions. */
export const isCurrent = process.env[CURRENT] !== undefined
