import type { RealAgent } from '../real-agent.ts'
import { claude } from './claude.ts'
import { codex } from './codex.ts'
import { CURRENT, currentVersions } from './current.ts'
import { gemini } from './gemini.ts'
import { opencode } from './opencode.ts'

const pinned: readonly RealAgent[] = [claude, codex, opencode, gemini]
const current = currentVersions()

/** Every agent program that stories are told of: as it is pinned, or in the version of today where `CURRENT` names one. */
export const realAgents: readonly RealAgent[] = pinned.map(agent => ({ ...agent, version: current[agent.name] ?? agent.version }))

/** Whether the run is about the versions of today. */
export const isCurrent = process.env[CURRENT] !== undefined
