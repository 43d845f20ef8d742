import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { PreconditionError } from '../../../core/model/errors.ts'
import type { McpServer } from '../mcp-server.ts'
import { HOOKS } from './hook-events.ts'

type Json = Readonly<Record<string, unknown>>

/** Settings that signals and pasted texts need; they override the user's. */
const NEEDED = {
  general: { enableAutoUpdate: false, enableAutoUpdateNotification: false, vimMode: false },
  // Without the first setting, a pasted `@src` would include the content of all files in src. The screen-reader view has no frame around
  // its composer, so an empty composer would look like a draft.
  ui: { escapePastedAtSymbols: true, accessibility: { screenReader: false } },
  hooksConfig: { enabled: true },
} as const

export interface SettingsSource {
  readonly userDir: string
  /** Settings file that may contain a login that a person chose earlier. Used if no other source names one. */
  readonly chosenIn: string
  readonly policies: readonly string[]
  /** The shell command that writes the signal of one event. */
  readonly hookCommand: (event: string) => string
  /** The shell command that decides whether a command may run. Null if commands run without this check. */
  readonly decision: string | null
  readonly env: Readonly<Record<string, string>>
  /** The worker's commands as an MCP server. Null if the agent gets no server. */
  readonly server: McpServer | null
}

/** The user's settings plus those that the czar needs; the user's own hooks and policies stay. */
export async function settingsFor(source: SettingsSource): Promise<Json> {
  const { userDir, chosenIn, policies, env, server } = source
  const user = await userSettings(join(userDir, 'settings.json'))
  const own = { hooks: hooksOf(source), policyPaths: policies }
  return [await chosenLogin(chosenIn), loginByKey(env), user, NEEDED, own, ...withServer(server, user)].reduce(joined)
}

function hooksOf({ hookCommand, decision }: SettingsSource): Json {
  const told = HOOKS.map(({ event, matcher }) => [event, [hook(hookCommand(event), matcher)]] as const)
  const decided = decision === null ? {} : { BeforeTool: [hook(decision, 'run_shell_command|mcp_czar_run')] }
  return joined(Object.fromEntries(told), decided)
}

function hook(command: string, matcher?: string): Json {
  return { ...(matcher === undefined ? {} : { matcher }), hooks: [{ name: 'czar', type: 'command', command, timeout: 10_000 }] }
}

/** Adds the server. A user's list of allowed servers does not contain it, so the server is added to that list too. */
function withServer(server: McpServer | null, user: Json): readonly Json[] {
  if (server === null) return []
  const isListed = isObject(user['mcp']) && Array.isArray(user['mcp']['allowed'])
  return [{ mcpServers: { czar: server }, ...(isListed ? { mcp: { allowed: ['czar'] } } : {}) }]
}

/** The login that the environment implies. It is used if no login is chosen, so that the program does not ask. */
function loginByKey(env: Readonly<Record<string, string>>): Json {
  const selectedType =
    env['GEMINI_API_KEY'] !== undefined ? 'gemini-api-key' : env['GOOGLE_GENAI_USE_VERTEXAI'] === 'true' ? 'vertex-ai' : null
  return selectedType === null ? {} : { security: { auth: { selectedType } } }
}

const chosenSchema = z.object({ security: z.object({ auth: z.object({ selectedType: z.string() }) }) })

async function chosenLogin(file: string): Promise<Json> {
  const text = await readFile(file, 'utf8').catch(() => '{}')
  try {
    return chosenSchema.safeParse(JSON.parse(text)).data ?? {}
  } catch {
    // The program was killed while it wrote the file. It will ask for the login again.
    return {}
  }
}

async function userSettings(file: string): Promise<Json> {
  const text = await readFile(file, 'utf8').catch(() => '{}')
  try {
    const settings: unknown = JSON.parse(withoutComments(text))
    if (isObject(settings)) return settings
    throw new Error('it holds no object')
  } catch (error) {
    throw new PreconditionError(`Gemini CLI's settings cannot be read: ${(error as Error).message}`, {
      hint: `mend ${file}, or run gemini once to see what it says of it`,
      cause: error,
    })
  }
}

function withoutComments(text: string): string {
  return text.replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '$1')
}

/** Merges like Gemini CLI: objects by key, arrays such as hooks and policies concatenated, otherwise the later value. */
function joined(one: Json, other: Json): Json {
  const result: Record<string, unknown> = { ...one }
  for (const [key, value] of Object.entries(other)) {
    const known = result[key]
    if (isObject(known) && isObject(value)) result[key] = joined(known, value)
    else result[key] = Array.isArray(known) && Array.isArray(value) ? [...known, ...value] : value
  }
  return result
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
