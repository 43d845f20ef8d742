import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseJson } from '../../core/model/parse-json.ts'
import type { AgentProfile } from '../../core/model/project.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Settings of a user that keep the czar from hearing a program, or its keys from arriving. Each is a whole sentence, with its file. */
export async function findHindrances(
  { kind, env: own }: Pick<AgentProfile, 'kind' | 'env'>,
  inherited: Environment,
  repository: string,
): Promise<readonly string[]> {
  const env = { ...inherited, ...own }
  if (kind === 'claude') return claudeHindrances(env, repository)
  if (kind === 'opencode') return opencodeHindrances(env)
  return []
}

/** Claude Code 2.1.330 then runs the czar's hooks neither: every exact signal is missing. */
async function claudeHindrances(env: Environment, repository: string): Promise<readonly string[]> {
  const files = [
    join(env['CLAUDE_CONFIG_DIR'] ?? join(env['HOME'] ?? '/', '.claude'), 'settings.json'),
    ...['settings.json', 'settings.local.json'].map(name => join(repository, '.claude', name)),
  ]
  const off = await Promise.all(files.map(async file => ((await settingsIn(file))['disableAllHooks'] === true ? file : null)))
  return off.flatMap(file =>
    file === null ? [] : [`disableAllHooks in ${file} switches off the hooks that say what Claude Code does: take it out of there`],
  )
}

/** opencode 1.18.33 reads its keys from tui.json; a text whose Enter means something else stays in the composer. */
async function opencodeHindrances(env: Environment): Promise<readonly string[]> {
  const file = join(env['XDG_CONFIG_HOME'] ?? join(env['HOME'] ?? '/', '.config'), 'opencode', 'tui.json')
  const { keybinds } = await settingsIn(file)
  const submit: unknown =
    typeof keybinds === 'object' && keybinds !== null ? (keybinds as Record<string, unknown>)['input_submit'] : undefined
  const keys = typeof submit === 'string' ? submit.split(',').map(key => key.trim()) : ['return']
  if (keys.includes('return') || keys.includes('enter')) return []
  return [`input_submit in ${file} is ${JSON.stringify(submit)}, so Enter sends no text in opencode: add return to it`]
}

async function settingsIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  const parsed: unknown = parseJson(await readFile(file, 'utf8').catch(() => '{}'))
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {}
}
