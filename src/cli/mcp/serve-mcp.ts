import { McpServer } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import type { CliIo } from '../io.ts'
import { packageVersion } from '../package-root.ts'
import { type Call, type Called, callCommand } from './call-command.ts'
import { TOOLS, type Tool } from './tools.ts'

/** Serves a worker's commands as MCP tools over standard input and output, until the agent disconnects. */
export async function serveMcp(io: CliIo): Promise<void> {
  const ended = Promise.withResolvers<void>()
  const calls = openCalls()
  const handle = serveStdio(() => serverFor(io, calls), { onerror: error => io.stderr.write(`czar mcp: ${error.message}\n`) })
  io.stdin.once('end', ended.resolve)
  io.stdin.once('close', ended.resolve)
  const stopListening = io.onSignal(() => ended.resolve())
  await ended.promise
  stopListening()
  await calls.cancelAll()
  await handle.close()
}

/** The calls that have no answer yet. */
interface OpenCalls {
  run(call: Call, io: CliIo, cancelled: AbortSignal): Promise<Called>
  /** Cancels each call like Ctrl-C. Resolves when their commands have ended, so that the czar knows that no caller waits any more. */
  cancelAll(): Promise<void>
}

function openCalls(): OpenCalls {
  const gone = new AbortController()
  const running = new Set<Promise<Called>>()
  return {
    run: async (call, io, cancelled) => {
      const called = callCommand(call, io, AbortSignal.any([cancelled, gone.signal]))
      running.add(called)
      return called.finally(() => running.delete(called))
    },
    cancelAll: async () => {
      gone.abort()
      await Promise.allSettled(running)
    },
  }
}

function serverFor(io: CliIo, calls: OpenCalls): McpServer {
  const server = new McpServer({ name: 'czar', version: packageVersion() })
  for (const tool of TOOLS) register(server, tool, { io, calls })
  return server
}

function register(server: McpServer, tool: Tool, { io, calls }: { readonly io: CliIo; readonly calls: OpenCalls }): void {
  const { name, description, input: inputSchema } = tool
  server.registerTool(name, { description, inputSchema }, async (input, context) => {
    const { text, exitCode, isRefused } = await calls.run(tool.call(input), io, context.mcpReq.signal)
    return { content: [{ type: 'text', text }], isError: isRefused || (exitCode !== 0 && tool.passesExitCode !== true) }
  })
}
