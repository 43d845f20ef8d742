import { join } from 'node:path'
import { z } from 'zod'

export const rulesSchema = z.object({
  /** `Bash(npm test*)` for commands, else the name of a tool. */
  allow: z.array(z.string()),
  otherwise: z.enum(['ask', 'deny', 'allow']),
})
export type PermissionRules = z.infer<typeof rulesSchema>

/** Where the permissions of one incarnation are kept, for the program that answers its requests. */
export function rulesFile(incarnationDirectory: string): string {
  return join(incarnationDirectory, 'permissions.json')
}
