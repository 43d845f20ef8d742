import { join } from 'node:path'
import type { Hindrance } from '../../../core/model/program.ts'
import type { ProgramPlace } from '../program-place.ts'
import { settingsIn } from '../settings-in.ts'

/**
 * Finds settings with which Enter does not send a text, so that it would stay in the input field. opencode 1.18.33 reads key bindings from
 * several files tui.json. They are read in opencode's own order: the last file that names the key counts.
 */
export async function opencodeHindrances({ env, cwd }: ProgramPlace): Promise<readonly Hindrance[]> {
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

/** The key that sends a text. null: the file does not set it. */
function submitKey({ keybinds }: Readonly<Record<string, unknown>>): string | null {
  const submit = typeof keybinds === 'object' && keybinds !== null ? (keybinds as Record<string, unknown>)['input_submit'] : undefined
  return typeof submit === 'string' ? submit : null
}
