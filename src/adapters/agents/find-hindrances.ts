import { join } from 'node:path'
import type { Hindrance } from '../../core/model/program.ts'
import type { AgentKind } from '../../core/model/project.ts'
import { codexHindrances } from './codex/hindrances.ts'
import { geminiHindrances } from './gemini/hindrances.ts'
import { settingsIn } from './settings-in.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface ProgramPlace {
  readonly kind: AgentKind
  /** The environment that the program gets. */
  readonly env: Environment
  /** The worktree that it runs in, or the repository as long as there is none. */
  readonly cwd: string
  /** Where an administrator writes settings of Claude Code that nobody can overrule. */
  readonly managedDir?: string
}

/** Settings of a user that keep czar from hearing a program, or its keys from arriving. */
export async function findHindrances(place: ProgramPlace): Promise<readonly Hindrance[]> {
  if (place.kind === 'claude') return claudeHindrances(place)
  if (place.kind === 'opencode') return opencodeHindrances(place)
  if (place.kind === 'codex') return codexHindrances(place)
  if (place.kind === 'gemini') return geminiHindrances(place)
  return []
}

/** Claude Code 2.1.330 then runs none of czar's hooks either, so every exact signal is missing. */
async function claudeHindrances({ env, cwd, managedDir = '/etc/claude-code' }: ProgramPlace): Promise<readonly Hindrance[]> {
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
  const says = `${key} in ${file} switches off the hooks that say what Claude Code does`
  return { kind: 'hooks', says, mend: `take ${key} out of ${file}` }
}

/**
 * opencode 1.18.33 takes its keys from tui.json; a text whose Enter means something else stays in the composer. The order is
 * opencode's own: the last file that names the key counts.
 */
async function opencodeHindrances({ env, cwd }: ProgramPlace): Promise<readonly Hindrance[]> {
  const own = join(env['XDG_CONFIG_HOME'] ?? join(env['HOME'] ?? '/', '.config'), 'opencode')
  const named = env['OPENCODE_TUI_CONFIG']
  const ownDir = env['OPENCODE_CONFIG_DIR']
  const files = [
    ...inDirectory(own),
    ...(named === undefined ? [] : [named]),
    ...inDirectory(cwd),
    ...inDirectory(join(cwd, '.opencode')),
    ...(ownDir === undefined ? [] : inDirectory(ownDir)),
  ]
  const found = await Promise.all(files.map(async file => ({ file, submit: submitKey(await settingsIn(file)) })))
  const last = found.findLast(({ submit }) => submit !== null)
  if (last?.submit == null) return []
  const { file, submit } = last
  const keys = submit.split(',').map(key => key.trim())
  if (keys.includes('return') || keys.includes('enter')) return []
  const says = `input_submit in ${file} is ${JSON.stringify(submit)}, so Enter sends no text in opencode`
  return [{ kind: 'enter', says, mend: `add return to input_submit in ${file}` }]
}

function inDirectory(directory: string): readonly string[] {
  return ['tui.jsonc', 'tui.json'].map(name => join(directory, name))
}

/** null: the file says nothing of it. */
function submitKey({ keybinds }: Readonly<Record<string, unknown>>): string | null {
  const submit = typeof keybinds === 'object' && keybinds !== null ? (keybinds as Record<string, unknown>)['input_submit'] : undefined
  return typeof submit === 'string' ? submit : null
}
