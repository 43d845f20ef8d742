import { McpServer } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import type { CliIo } from '../io.ts'
import { packageVersion } from '../package-root.ts'
import { callCommand } from './call-command.ts'
import { TOOLS, type Tool } from './tools.ts'

/** Serves a worker's commands as MCP tools over standard input and output, until the agent disconnects. */
export async function serveMcp(io: CliIo): Promise<void> {
  const ended = Promise.withResolvers<void>()
  const handle = serveStdio(() => serverFor(io), { onerror: error => io.stderr.write(`czar mcp: ${error.message}\n`) })
  io.stdin.once('end', ended.resolve)
  io.stdin.once('close', ended.resolve)
  const stopListening = io.onInterrupt(ended.resolve)
  await ended.promise
  stopListening()
  await handle.close()
}

function serverFor(io: CliIo): McpServer {
  const server = new McpServer({ name: 'czar', version: packageVersion() })
  for (const tool of TOOLS) register(server, tool, io)
  return server
}

function register(server: McpServer, tool: Tool, io: CliIo): void {
  const { name, description, input: inputSchema } = tool
  server.registerTool(name, { description, inputSchema }, async (input, context) => {
    const { text, exitCode } = await callCommand(tool.call(input), io, context.mcpReq.signal)
    return { content: [{ type: 'text', text }], isError: exitCode !== 0 && tool.passesExitCode !== true }
  })
}
