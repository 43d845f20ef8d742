import type { AgentLaunch } from '../../core/ports/agents-port.ts'

/** All of `czar mcp` but `run`, which would run anything: nobody should have to say yes to these. */
export const MCP_TOOLS = ['report', 'handoff', 'peers', 'inbox', 'say'] as const

/** How a program starts `czar mcp`. Who the worker is comes from the czar, never from the model. */
export interface McpServer {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** The commands of a worker as tools, beside the servers that the user has set up. */
export function czarServer({ worker, baseEnv }: AgentLaunch): McpServer {
  const { PATH = '', CZAR_PROJECT_DIR = '' } = baseEnv
  return { command: 'czar', args: ['mcp'], env: { PATH, CZAR_PROJECT_DIR, CZAR_WORKER: worker } }
}
