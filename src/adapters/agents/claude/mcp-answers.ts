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
 * The user's answers to Claude Code's questions about the servers in `.mcp.json`, from the repository's own checkout. Claude Code 2.1.197
 * stores the answers in an untracked file. Czar copies them to each new worktree, where it would otherwise ask again.
 */
export async function mcpAnswers(worktree: string): Promise<McpAnswers> {
  const { common } = await gitOfWorktree(worktree)
  const text = await readFile(join(dirname(common), '.claude', 'settings.local.json'), 'utf8').catch(() => '{}')
  const parsed = answersSchema.safeParse(parseJson(text))
  return parsed.success ? parsed.data : {}
}
