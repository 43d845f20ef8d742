import type { Command } from 'commander'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

/** `czar mcp`: offers the commands for workers as tools of an MCP server. */
export function registerMcp(program: Command, io: CliIo, run: (io: CliIo) => Promise<void> = runMcp): void {
  addVerb(program, 'mcp', {
    group: 'As a worker:',
    summary: "serve a worker's commands as tools of an MCP server",
    description:
      "Serve report, handoff, peers, inbox, say, spawn, wait and run as tools over standard input and output, for an agent that speaks MCP. Works only in a worker's pane, where the agent starts it.",
    examples: ['czar mcp      the `command` of a stdio server in the settings of an agent'],
  }).action(() => run(io))
}

async function runMcp(io: CliIo): Promise<void> {
  const { paneOf } = await import('./pane.ts')
  const { serveMcp } = await import('../../mcp/serve-mcp.ts')
  paneOf(io)
  await serveMcp(io)
}
