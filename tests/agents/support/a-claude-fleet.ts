import { join } from 'node:path'
import { aRealFleet, aRealWorker, type RealFleet, type RealFleetSetup } from './a-real-fleet.ts'
import { claude } from './programs/claude.ts'

export interface ClaudeFleet extends RealFleet {
  /** Claude Code's own directory: sessions, transcripts. */
  readonly claudeHome: string
}

/** A fleet of real Claude Codes. */
export async function aClaudeFleet(setup: RealFleetSetup): Promise<ClaudeFleet> {
  const fleet = await aRealFleet(claude, setup)
  return { ...fleet, claudeHome: join(fleet.directory, 'claude') }
}

export function aClaudeWorker(id: string, rest?: string, task?: string): string {
  return aRealWorker(claude, id, rest, task)
}
