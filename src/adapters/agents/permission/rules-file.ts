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
  /** Tools that may be used whatever they are called with; shells are none. */
  tools: z.array(z.string()),
  /** What stands in the worktree's `.git`; null: it is no file, or not there. */
  gitFile: z.string().nullable(),
})
export type PermissionRules = z.infer<typeof rulesSchema>

/** Where the permissions of one incarnation are kept, for the program that decides by them. */
export function rulesFile(incarnationDirectory: string): string {
  return join(incarnationDirectory, 'permissions.json')
}

/** The content of `.git` in a linked worktree, which says where its repository is; null: it is no file, or not there. */
export function gitFileOf(worktree: string): string | null {
  try {
    return readFileSync(join(worktree, '.git'), 'utf8')
  } catch {
    return null
  }
}
