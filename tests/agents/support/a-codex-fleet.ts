import type { ToolCall } from './a-model.ts'
import { aRealFleet, aRealWorker, type RealFleet, type RealFleetSetup } from './a-real-fleet.ts'
import { codex } from './programs/codex.ts'

/** A fleet of real Codexes. */
export function aCodexFleet(setup: RealFleetSetup): Promise<RealFleet> {
  return aRealFleet(codex, { patienceMs: 150_000, ...setup })
}

export function aCodexWorker(id: string, rest?: string, task?: string): string {
  return aRealWorker(codex, id, rest, task)
}

/** A command that the model wants to run outside the sandbox. */
export function outside(command: string): ToolCall {
  return { tool: 'exec_command', input: { cmd: command, sandbox_permissions: 'require_escalated', justification: 'It needs more.' } }
}
