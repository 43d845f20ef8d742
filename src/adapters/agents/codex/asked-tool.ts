import { z } from 'zod'
import { turnText } from '../signals/turn-text.ts'

const inputSchema = z.object({ command: z.string() })

/** Describes a tool call, for example `Bash: npm publish`: the tool with its command, or with all its input. */
export function askedTool(tool: string, input: unknown): string {
  const parsed = inputSchema.safeParse(input)
  return turnText(`${tool}: ${parsed.success ? parsed.data.command : JSON.stringify(input)}`) ?? tool
}
