import { z } from 'zod'
import { turnText } from '../signals/turn-text.ts'

const inputSchema = z.object({ command: z.string() })

/** `Bash: npm publish`: the tool and its command, or all of its input. */
export function askedTool(tool: string, input: unknown): string {
  const parsed = inputSchema.safeParse(input)
  return turnText(`${tool}: ${parsed.success ? parsed.data.command : JSON.stringify(input)}`) ?? tool
}
