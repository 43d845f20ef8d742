import { join } from 'node:path'
import { parse } from 'smol-toml'
import { z } from 'zod'
import { readUsersFile } from '../users-file.ts'

const keys = z.union([z.string().transform(key => [key]), z.array(z.string())])

/** The settings in a config.toml of Codex 0.169.0 that czar needs. A value of the wrong type counts as missing. */
const settingsSchema = z.object({
  features: z.object({ hooks: z.boolean().optional(), codex_hooks: z.boolean().optional() }).optional().catch(undefined),
  shell_environment_policy: z
    .object({ include_only: z.array(z.string()).optional() })
    .optional()
    .catch(undefined),
  tui: z
    .object({ keymap: z.object({ composer: z.object({ submit: keys.optional() }).optional() }).optional() })
    .optional()
    .catch(undefined),
})
export type CodexSettings = z.infer<typeof settingsSchema>

/** Reads the settings in one of Codex's directories. Returns {} if the file is missing or cannot be read. */
export async function readSettings(directory: string): Promise<CodexSettings> {
  try {
    const parsed = settingsSchema.safeParse(parse(await readUsersFile(settingsFile(directory))))
    return parsed.success ? parsed.data : {}
  } catch {
    // Nothing is reported here, because Codex itself reports the error.
    return {}
  }
}

export function settingsFile(directory: string): string {
  return join(directory, 'config.toml')
}
