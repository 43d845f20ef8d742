import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { PreconditionError } from '../../../core/model/errors.ts'
import { CALL_MS, type McpServer } from '../mcp-server.ts'
import { HOOKS } from './hook-events.ts'

type Json = Readonly<Record<string, unknown>>

/** Settings that czar needs for signals and pasted texts. They override the user's settings. */
const NEEDED = {
  general: { enableAutoUpdate: false, enableAutoUpdateNotification: false, vimMode: false },
  // Without the first setting, a pasted `@src` would include the content of all files in src. With the screen-reader view, the input field
  // has no frame, so that an empty one would look like a draft.
  ui: { escapePastedAtSymbols: true, accessibility: { screenReader: false } },
  hooksConfig: { enabled: true },
} as const

export interface SettingsSource {
  readonly userDir: string
  /** The settings file that may contain a login that a person chose earlier. It is used if nothing else says which login to use. */
  readonly chosenIn: string
  readonly policies: readonly string[]
  /** Returns the shell command that writes the signal of an event. */
  readonly hookCommand: (event: string) => string
  /** The shell command that decides whether a command may run. null: commands run without asking it. */
  readonly decision: string | null
  readonly env: Readonly<Record<string, string>>
  /** The MCP server with czar's commands. null: the agent gets no server. */
  readonly server: McpServer | null
}

/** The user's settings together with those that czar needs. The user's own hooks and policies stay. */
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

/** Adds the MCP server. If the user has a list of allowed servers, the server is added to it too. */
function withServer(server: McpServer | null, user: Json): readonly Json[] {
  if (server === null) return []
  const isListed = isObject(user['mcp']) && Array.isArray(user['mcp']['allowed'])
  return [{ mcpServers: { czar: { ...server, timeout: CALL_MS } }, ...(isListed ? { mcp: { allowed: ['czar'] } } : {}) }]
}

/** The login that the environment variables suggest. It is used if no login is chosen, so that the program does not ask. */
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
    // The file is incomplete, because the program was killed while it wrote it. The program will ask for the login again.
    return {}
  }
}

async function userSettings(file: string): Promise<Json> {
  const text = await readFile(file, 'utf8').catch(() => '{}')
  try {
    const settings: unknown = JSON.parse(withoutComments(text))
    if (isObject(settings)) return settings
    throw new Error('it is not a JSON object')
  } catch (error) {
    throw new PreconditionError(`the settings of Gemini CLI in ${file} cannot be read: ${(error as Error).message}`, {
      hint: `correct ${file}, or run gemini once to see what it says about it`,
      cause: error,
    })
  }
}

function withoutComments(text: string): string {
  return text.replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '$1')
}

/**
 * Merges two settings as Gemini CLI does: objects key by key, arrays such as hooks and policies one after the other. Of other values, the
 * later one counts.
 */
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
