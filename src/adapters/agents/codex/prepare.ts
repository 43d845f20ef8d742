import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentCommand, AgentLaunch } from '../../../core/ports/agents-port.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import type { AgentSurroundings } from '../driver.ts'
import { agentEnvironment } from '../environment.ts'
import { CALL_MS, czarServer, MCP_TOOLS } from '../mcp-server.ts'
import { permissionProgram } from '../permission/permission-program.ts'
import { writePermissionRules } from '../permission/permission-rules.ts'
import { hookScript } from '../signals/hook-script.ts'
import { signalsDirectory } from '../signals/watch-signals.ts'
import { codexHome } from './codex-home.ts'
import { findRollout } from './find-rollout.ts'
import { gitDirectories } from './git-directories.ts'
import { BULKY_EVENTS, HOOK_EVENTS } from './hook-events.ts'
import { type CodexSettings, readSettings } from './read-settings.ts'
import { type TomlValue, toToml } from './to-toml.ts'

/** Settings that keep Codex from showing screens at its start. They apply only to this process, so the user's settings stay unchanged. */
const SETTINGS = {
  check_for_update_on_startup: false,
  approvals_reviewer: 'user',
  // A login shell would set PATH anew (/etc/profile), so that it no longer finds czar.
  allow_login_shell: false,
  'notice.hide_rate_limit_model_nudge': true,
  // Codex records in the user's settings which tips about new models were shown, so tips are switched off.
  'tui.show_tooltips': false,
} as const satisfies Record<string, TomlValue>

/** Matches a rule that names a tool. All other rules name commands. */
const TOOL = /^(?:apply_patch|mcp__\S+)$/

/** Writes the hook script and the permissions. Returns the command for Codex. */
export async function prepareCodex(launch: AgentLaunch, inherited: AgentSurroundings['inherited']): Promise<AgentCommand> {
  await mkdir(signalsDirectory(launch.dir), { recursive: true, mode: 0o700 })
  const script = join(launch.dir, 'signal.sh')
  await writeFile(script, hookScript(BULKY_EVENTS), { mode: 0o700 })
  // The mode is set again, because writeFile sets it only when it creates the file.
  await chmod(script, 0o700)
  await writePermissionRules(launch, TOOL)
  const env = agentEnvironment(launch, inherited)
  const { roots, written } = await gitDirectories(launch.cwd)
  const settings: Readonly<Record<string, TomlValue>> = {
    ...SETTINGS,
    // A person who launches a fleet on a repository trusts it, so Codex need not ask.
    projects: Object.fromEntries(roots.map(root => [root, { trust_level: 'trusted' }])),
    hooks: hooksOf(launch, script),
    ...commandEnvironment(env, await readSettings(codexHome(env))),
    ...(launch.profile.mcp ? { 'mcp_servers.czar': mcpServer(launch) } : {}),
  }
  return {
    argv: [
      ...launch.profile.command,
      ...(await resumed(launch, codexHome(env))),
      // Codex's daemon would outlive the pane. A daemon that the user has started would ignore these settings.
      '--no-daemon',
      // Codex takes hooks that are named in the command line for new each time, and would ask a person to check them.
      '--dangerously-bypass-hook-trust',
      ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${toToml(value)}`]),
      ...(launch.policy.permissions.otherwise === 'allow'
        ? ['--dangerously-bypass-approvals-and-sandbox']
        : ['--sandbox', 'workspace-write', '--ask-for-approval', 'on-request', ...(await writable(launch, written))]),
    ],
    env,
  }
}

/**
 * Variables that every command needs, whatever the user's policy says: to find czar, for the worker's identity, and for the author of
 * commits.
 */
const COMMAND_NAME = /^(?:PATH|CZAR_\w+|GIT_(?:AUTHOR|COMMITTER)_\w+)$/

/**
 * Codex adds the variables in `set` to the user's own, and then keeps only those in the user's list `include_only`. So czar adds its names
 * to `include_only` too.
 */
function commandEnvironment(env: Readonly<Record<string, string>>, { shell_environment_policy: policy }: CodexSettings) {
  const needed = Object.entries(env).filter(([name]) => COMMAND_NAME.test(name))
  const only = policy?.include_only ?? []
  return {
    'shell_environment_policy.set': Object.fromEntries(needed),
    ...(only.length === 0 ? {} : { 'shell_environment_policy.include_only': [...only, ...needed.map(([name]) => name)] }),
  }
}

/** The arguments that continue the session. Empty if a new session starts. */
async function resumed({ profile, resume }: AgentLaunch, home: string): Promise<readonly string[]> {
  return profile.resumes && resume !== null && (await findRollout(home, resume)) !== null ? ['resume', resume] : []
}

/**
 * The directories besides the worktree to which the sandbox must let the agent write: git's own, and those for reports, handoffs and the
 * output of `czar run`.
 */
async function writable({ baseEnv }: AgentLaunch, written: readonly string[]): Promise<readonly string[]> {
  const projectDir = baseEnv['CZAR_PROJECT_DIR']
  const own = projectDir === undefined ? [] : ['workers', 'runs', 'texts/handoffs'].map(name => join(projectDir, name))
  for (const directory of own) await mkdir(directory, { recursive: true, mode: 0o700 })
  return [...written, ...own].flatMap(directory => ['--add-dir', directory])
}

/**
 * The settings for `czar mcp`. This server runs outside the sandbox. If a tool is not allowed here, Codex asks the hook for permissions,
 * which applies the policy.
 */
function mcpServer(launch: AgentLaunch): TomlValue {
  const tools = Object.fromEntries(MCP_TOOLS.map(name => [name, { approval_mode: 'approve' }]))
  // Without `cwd`, 0.169.0 does not start the server in the worktree.
  return { ...czarServer(launch), cwd: launch.cwd, default_tools_approval_mode: 'prompt', tool_timeout_sec: CALL_MS / 1000, tools }
}

function hooksOf(launch: AgentLaunch, script: string): TomlValue {
  const hook = (command: string): TomlValue => [{ hooks: [{ type: 'command', command, timeout: 10 }] }]
  const told = HOOK_EVENTS.map(event => [event, hook(`${shellWord(script)} ${event}`)] as const)
  const answer = permissionProgram('codex', launch.dir).map(shellWord).join(' ')
  return { ...Object.fromEntries(told), PermissionRequest: hook(answer) }
}
