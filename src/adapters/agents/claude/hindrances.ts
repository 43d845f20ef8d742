import { join } from 'node:path'
import type { Hindrance } from '../../../core/model/program.ts'
import type { ProgramPlace } from '../program-place.ts'
import { settingsIn } from '../settings-in.ts'

/** The directory of settings that an administrator makes for Claude Code, and that users cannot override. */
const MANAGED_DIR = '/etc/claude-code'

/** Finds settings with which Claude Code 2.1.330 runs none of czar's hooks. Czar then gets no exact signals. */
export async function claudeHindrances({ env, cwd }: ProgramPlace, managedDir = MANAGED_DIR): Promise<readonly Hindrance[]> {
  const managed = join(managedDir, 'managed-settings.json')
  const files = [
    join(env['CLAUDE_CONFIG_DIR'] ?? join(env['HOME'] ?? '/', '.claude'), 'settings.json'),
    ...['settings.json', 'settings.local.json'].map(name => join(cwd, '.claude', name)),
    managed,
  ]
  const found = await Promise.all(
    files.map(async file => {
      const settings = await settingsIn(file)
      const keys = file === managed ? ['disableAllHooks', 'allowManagedHooksOnly'] : ['disableAllHooks']
      return keys.filter(key => settings[key] === true).map(key => hooksOff(key, file))
    }),
  )
  return found.flat()
}

function hooksOff(key: string, file: string): Hindrance {
  const says = `${key} in ${file} switches off the hooks by which czar sees what Claude Code does`
  return { kind: 'hooks', says, mend: `take ${key} out of ${file}` }
}
