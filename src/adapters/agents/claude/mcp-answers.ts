import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { parseJson } from '../../../core/text/parse-json.ts'
import { gitOfWorktree } from '../git-of-worktree.ts'

const names = z.array(z.string()).optional().catch(undefined)

const answersSchema = z.object({
  enabledMcpjsonServers: names,
  disabledMcpjsonServers: names,
  enableAllProjectMcpServers: z.boolean().optional().catch(undefined),
})
type McpAnswers = z.infer<typeof answersSchema>

/**
 * The user's answers, given in the repository's own checkout, about the servers in its `.mcp.json`. Claude Code 2.1.197 keeps them in an
 * untracked file. Without a copy it would ask again in each new worktree.
 */
export async function mcpAnswers(worktree: string): Promise<McpAnswers> {
  const { common } = await gitOfWorktree(worktree)
  const text = await readFile(join(dirname(common), '.claude', 'settings.local.json'), 'utf8').catch(() => '{}')
  const parsed = answersSchema.safeParse(parseJson(text))
  return parsed.success ? parsed.data : {}
}
