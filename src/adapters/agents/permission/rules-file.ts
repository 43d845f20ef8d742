import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const verdict = z.enum(['ask', 'deny', 'allow'])

export const rulesSchema = z.object({
  cwd: z.string(),
  readable: z.array(z.string()),
  czar: z.array(z.string()),
  accept: z.array(z.string()),
  patterns: z.array(z.string()),
  otherwise: verdict,
  /** Tools that are allowed with any arguments. A shell is never among them. */
  tools: z.array(z.string()),
  /** The content of the worktree's file `.git`. null: it is missing, or is not a file. */
  gitFile: z.string().nullable(),
})
export type PermissionRules = z.infer<typeof rulesSchema>

/** The path of the file with the rules for the permission program, for one start of an agent. */
export function rulesFile(incarnationDirectory: string): string {
  return join(incarnationDirectory, 'permissions.json')
}

/** The content of `.git` in a linked worktree, which says where git's directory for it is. null: `.git` is missing, or is not a file. */
export function gitFileOf(worktree: string): string | null {
  try {
    return readFileSync(join(worktree, '.git'), 'utf8')
  } catch {
    return null
  }
}
