import type { RealAgent } from '../real-agent.ts'
import { claude } from './claude.ts'
import { codex } from './codex.ts'
import { gemini } from './gemini.ts'
import { opencode } from './opencode.ts'

/** Every agent program that stories are told of. */
export const realAgents: readonly RealAgent[] = [claude, codex, opencode, gemini]
