import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { AgentCommand, AgentLaunch } from '../../../core/ports/agents-port.ts'
import { parseJson } from '../../../core/text/parse-json.ts'
import type { AgentSurroundings } from '../driver.ts'
import { agentEnvironment } from '../environment.ts'
import { CALL_MS, czarServer } from '../mcp-server.ts'
import { permissionProgram } from '../permission/permission-program.ts'
import { writePermissionRules } from '../permission/permission-rules.ts'
import { signalsDirectory } from '../signals/watch-signals.ts'
import { hasSession } from './has-session.ts'
import { permissionConfig, TOOL_RULE } from './permissions.ts'
import { pluginSource } from './plugin-source.ts'

const section = z.record(z.string(), z.unknown()).catch({})
const settingsSchema = z.looseObject({ plugin: z.array(z.unknown()).catch([]), agent: section })

/**
 * Writes the plugin. Returns the command for opencode. Czar configures opencode only by environment variables, so the user's files stay
 * unchanged.
 */
export async function prepareOpencode(launch: AgentLaunch, inherited: AgentSurroundings['inherited']): Promise<AgentCommand> {
  await mkdir(signalsDirectory(launch.dir), { recursive: true, mode: 0o700 })
  const plugin = join(launch.dir, 'signals-plugin.js')
  await writePermissionRules(launch, TOOL_RULE)
  const decision = launch.policy.permissions.otherwise === 'allow' ? null : permissionProgram('opencode', launch.dir)
  const permission = permissionConfig(launch)
  await writeFile(plugin, pluginSource({ signalsDirectory: signalsDirectory(launch.dir), decision, permission }), { mode: 0o600 })
  const env = agentEnvironment(launch, inherited)
  const { profile, resume } = launch
  const resumes = profile.resumes && resume !== null && hasSession(env, resume)
  return {
    argv: [...profile.command, ...(resumes ? ['--session', resume] : [])],
    env: { ...env, OPENCODE_DISABLE_AUTOUPDATE: '1', OPENCODE_CONFIG_CONTENT: JSON.stringify(settingsOf(launch, plugin, env)) },
  }
}

/**
 * The value of the variable that configures opencode, which merges it with the user's files. If the user has set this variable too, that
 * content is kept. The plugin then replaces the merged permissions.
 */
function settingsOf(
  launch: AgentLaunch,
  plugin: string,
  { OPENCODE_CONFIG_CONTENT: given = '{}' }: Readonly<Record<string, string>>,
): object {
  const settings = settingsSchema.catch({ plugin: [], agent: {} }).parse(parseJson(given))
  const permission = permissionConfig(launch)
  return {
    ...settings,
    plugin: [...settings.plugin, pathToFileURL(plugin).href],
    permission,
    ...(launch.profile.mcp ? { mcp: { ...section.parse(settings['mcp']), czar: mcpServer(launch) } } : {}),
    agent: { ...settings.agent, build: { ...section.parse(settings.agent['build']), permission } },
  }
}

function mcpServer(launch: AgentLaunch): object {
  const { command, args, env } = czarServer(launch)
  return { type: 'local', command: [command, ...args], environment: env, enabled: true, timeout: CALL_MS }
}
