import { randomUUID } from 'node:crypto'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentCommand, AgentLaunch } from '../../../core/ports/agents-port.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import type { AgentSurroundings } from '../driver.ts'
import { agentEnvironment } from '../environment.ts'
import { CALL_MS, czarServer } from '../mcp-server.ts'
import { permissionProgram } from '../permission/permission-program.ts'
import { writePermissionRules } from '../permission/permission-rules.ts'
import { hookScript } from '../signals/hook-script.ts'
import { signalsDirectory } from '../signals/watch-signals.ts'
import { claudeHome } from './claude-home.ts'
import { hasConversation } from './has-conversation.ts'
import { HOOK_EVENTS } from './hook-events.ts'
import { mcpAnswers } from './mcp-answers.ts'
import { permissionSettings, TOOL_RULE } from './permissions.ts'
import { sessionFile } from './session-file.ts'

/**
 * Keeps Claude Code from asking whether it may trust the repository, and from updating itself. A person who launches a fleet on a
 * repository trusts it.
 */
const NO_QUESTIONS = { CLAUDE_CODE_SANDBOXED: '1', DISABLE_AUTOUPDATER: '1' } as const
/** Switches off suggestions in the input field. Czar would take a suggestion for a draft, and each one costs a request. */
const NO_SUGGESTIONS = { CLAUDE_CODE_ENABLE_PROMPT_SUGGESTION: 'false' } as const
/** Without this, Claude Code 2.1.197 in bypass mode exits with status 1 and an empty screen if the user is root. */
const BYPASS = { IS_SANDBOX: '1' } as const

/** Writes the private settings, the hook script and the session's id. Returns the command for Claude Code. */
export async function prepareClaude(launch: AgentLaunch, inherited: AgentSurroundings['inherited']): Promise<AgentCommand> {
  const bypasses = launch.policy.permissions.otherwise === 'allow'
  await mkdir(signalsDirectory(launch.dir), { recursive: true, mode: 0o700 })
  const script = join(launch.dir, 'signal.sh')
  await writeFile(script, hookScript(['PreToolUse', 'PostToolUse']), { mode: 0o700 })
  // The mode is set again, because writeFile sets it only when it creates the file.
  await chmod(script, 0o700)
  await writePermissionRules(launch, TOOL_RULE)
  const settings = join(launch.dir, 'settings.json')
  await writeFile(settings, `${JSON.stringify(await settingsOf(launch, script), null, 2)}\n`, { mode: 0o600 })
  const env = agentEnvironment(launch, inherited)
  const resume = await resumable(launch, claudeHome(env))
  const session = resume ?? randomUUID()
  await writeFile(sessionFile(launch.dir), session, { mode: 0o600 })
  return {
    argv: [
      ...launch.profile.command,
      '--settings',
      settings,
      ...(launch.profile.mcp ? ['--mcp-config', await writeMcpConfig(launch)] : []),
      ...(bypasses ? ['--dangerously-skip-permissions'] : []),
      resume === null ? '--session-id' : '--resume',
      session,
    ],
    env: { ...NO_QUESTIONS, ...NO_SUGGESTIONS, ...(bypasses ? BYPASS : {}), ...env },
  }
}

async function writeMcpConfig(launch: AgentLaunch): Promise<string> {
  const file = join(launch.dir, 'mcp.json')
  const czar = { ...czarServer(launch), timeout: CALL_MS }
  await writeFile(file, `${JSON.stringify({ mcpServers: { czar } }, null, 2)}\n`, { mode: 0o600 })
  return file
}

/** The session to continue. null: a new session starts. */
async function resumable({ profile, resume }: AgentLaunch, home: string): Promise<string | null> {
  return profile.resumes && resume !== null && (await hasConversation(home, resume)) ? resume : null
}

async function settingsOf(launch: AgentLaunch, script: string): Promise<object> {
  const told = Object.fromEntries(HOOK_EVENTS.map(event => [event, [hook(`${shellWord(script)} ${event}`)]]))
  return {
    hooks: { ...told, PreToolUse: [...(told['PreToolUse'] ?? []), ...decisions(launch)] },
    permissions: permissionSettings(launch),
    ...(await mcpAnswers(launch.cwd)),
    ...(launch.policy.permissions.otherwise === 'allow' ? { skipDangerousModePermissionPrompt: true } : {}),
  }
}

/** The hook that decides about each command before Claude Code applies its own rules. */
function decisions({ policy, dir }: AgentLaunch): readonly object[] {
  if (policy.permissions.otherwise === 'allow') return []
  return [hook(permissionProgram('claude', dir).map(shellWord).join(' '), 'Bash|mcp__czar__run')]
}

function hook(command: string, matcher?: string): object {
  return { ...(matcher === undefined ? {} : { matcher }), hooks: [{ type: 'command', command, timeout: 10 }] }
}
