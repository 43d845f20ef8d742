import type { AgentLaunch } from '../../core/ports/agents-port.ts'

/** The tools of `czar mcp` that an agent may use without asking. `run` is not among them, because it runs any command. */
export const MCP_TOOLS = ['report', 'handoff', 'peers', 'inbox', 'say', 'spawn', 'wait'] as const

/**
 * How long a call of a tool may take (ms). `czar run` and `czar wait` have time limits of their own, but the programs give up after a time of
 * theirs: opencode 1.18.33 and Codex 0.169.0 after a minute, Gemini CLI 0.61.0 after ten minutes.
 */
export const CALL_MS = 24 * 3_600_000

/** How an agent program starts `czar mcp`. Czar sets the worker's name in `env`, so the model cannot choose another name. */
export interface McpServer {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/**
 * The MCP server by which a worker uses czar's commands. It is added to the servers that the user has configured. It gets the variables of an
 * agent's terminal, because Codex 0.169.0 starts a server with few of them: without XDG_RUNTIME_DIR it would not find the czar.
 */
export function czarServer({ worker, baseEnv }: AgentLaunch): McpServer {
  return { command: 'czar', args: ['mcp'], env: { ...baseEnv, CZAR_WORKER: worker } }
}
