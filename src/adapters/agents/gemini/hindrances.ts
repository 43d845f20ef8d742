import { join } from 'node:path'
import { z } from 'zod'
import type { Hindrance, HindranceKind } from '../../../core/model/program.ts'
import type { ProgramPlace } from '../program-place.ts'
import { settingsIn } from '../settings-in.ts'

const switchSchema = z.boolean().optional().catch(undefined)
const namesSchema = z.array(z.string()).optional().catch(undefined)
const settingsSchema = z.object({
  general: z.object({ vimMode: switchSchema }).catch({}).optional(),
  hooksConfig: z.object({ enabled: switchSchema, disabled: namesSchema }).catch({}).optional(),
  security: z.object({ disableYoloMode: switchSchema }).catch({}).optional(),
  tools: z.object({ sandbox: z.unknown().optional(), core: namesSchema }).catch({}).optional(),
  ui: z
    .object({
      escapePastedAtSymbols: switchSchema,
      accessibility: z.object({ screenReader: switchSchema }).catch({}).optional(),
    })
    .catch({})
    .optional(),
})
type Settings = z.infer<typeof settingsSchema>

/** Finds settings with which Gemini CLI 0.61.0 sends no signals, or with which it does not work. */
export async function geminiHindrances({ env, cwd }: ProgramPlace): Promise<readonly Hindrance[]> {
  const own = join(env['GEMINI_CLI_HOME'] ?? env['HOME'] ?? '/', '.gemini', 'settings.json')
  const above = [join(cwd, '.gemini', 'settings.json'), env['GEMINI_CLI_SYSTEM_SETTINGS_PATH'] ?? '/etc/gemini-cli/settings.json']
  const found = await Promise.all(
    [own, ...above].map(async file => {
      const settings = settingsSchema.catch({}).parse(await settingsIn(file))
      return [...(file === own ? [] : abovePrepared(settings)), ...keepingFromWork(settings)].map(each => ({ ...each, file }))
    }),
  )
  return found.flat().map(({ kind, key, does, file }) => ({ kind, says: `${key} in ${file} ${does}`, mend: `take ${key} out of ${file}` }))
}

interface Found {
  readonly kind: HindranceKind
  readonly key: string
  /** The harm that the setting does, as the rest of a sentence that begins with its name. */
  readonly does: string
}

/** Looks at settings files that override those that czar writes. */
function abovePrepared({ general, hooksConfig, ui }: Settings): readonly Found[] {
  return [
    ...when(hooksConfig?.enabled === false, [
      'hooks',
      'hooksConfig.enabled',
      'switches off the hooks by which czar sees what Gemini CLI does',
    ]),
    ...when(general?.vimMode === true, ['enter', 'general.vimMode', 'turns the keys that czar sends to Gemini CLI into commands']),
    ...when(ui?.escapePastedAtSymbols === false, ['enter', 'ui.escapePastedAtSymbols', 'lets every @ in a text bring files with it']),
    ...when(ui?.accessibility?.screenReader === true, [
      'enter',
      'ui.accessibility.screenReader',
      'leaves out the frame by which czar finds the input field of Gemini CLI',
    ]),
  ]
}

function keepingFromWork({ hooksConfig, tools, security }: Settings): readonly Found[] {
  const { sandbox, core } = tools ?? {}
  const isSandboxed = sandbox !== undefined && sandbox !== false && sandbox !== ''
  return [
    ...when(hooksConfig?.disabled?.includes('czar') === true, ['hooks', 'hooksConfig.disabled', 'names the hooks of czar']),
    ...when(isSandboxed, ['enter', 'tools.sandbox', 'runs Gemini CLI where the commands and directories of czar are missing']),
    ...when(core?.some(isShell) === false, ['work', 'tools.core', 'leaves Gemini CLI without a shell, and so without its reports']),
    ...when(security?.disableYoloMode === true, [
      'enter',
      'security.disableYoloMode',
      'ends Gemini CLI at its start where policy.permissions.otherwise is allow',
    ]),
  ]
}

function isShell(tool: string): boolean {
  return /^(?:run_shell_command|ShellTool)\b/.test(tool)
}

function when(holds: boolean, [kind, key, does]: readonly [HindranceKind, string, string]): readonly Found[] {
  return holds ? [{ kind, key, does }] : []
}
