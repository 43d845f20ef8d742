import type { AgentLaunch } from '../../core/ports/agents-port.ts'

/** The tools of `czar mcp` that need no permission: all but `run`, which executes any command. */
export const MCP_TOOLS = ['report', 'handoff', 'peers', 'inbox', 'say'] as const

/** How a program starts `czar mcp`. The czar sets the worker's name in `env`; the model cannot choose it. */
export interface McpServer {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** The worker's commands as an MCP server, added to the servers that the user configured. */
export function czarServer({ worker, baseEnv }: AgentLaunch): McpServer {
  const { PATH = '', CZAR_PROJECT_DIR = '' } = baseEnv
  return { command: 'czar', args: ['mcp'], env: { PATH, CZAR_PROJECT_DIR, CZAR_WORKER: worker } }
}
