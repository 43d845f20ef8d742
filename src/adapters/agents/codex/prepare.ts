import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentCommand, AgentLaunch } from '../../../core/ports/agents-port.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import type { AgentSurroundings } from '../driver.ts'
import { agentEnvironment } from '../environment.ts'
import { czarServer, MCP_TOOLS } from '../mcp-server.ts'
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

/** Answers start-up screens before they are asked, for this process alone: nothing of it is written to the user's settings. */
const SETTINGS = {
  check_for_update_on_startup: false,
  approvals_reviewer: 'user',
  // A login shell sets PATH anew (/etc/profile), and czar is not found any more.
  allow_login_shell: false,
  'notice.hide_rate_limit_model_nudge': true,
  // A tip on a new model is noted in the user's settings as seen.
  'tui.show_tooltips': false,
} as const satisfies Record<string, TomlValue>

/** A tool by its name; everything else is a command. */
const TOOL = /^(?:apply_patch|mcp__\S+)$/

/** Writes the hook script and the permissions, and says how to run Codex with them. */
export async function prepareCodex(launch: AgentLaunch, inherited: AgentSurroundings['inherited']): Promise<AgentCommand> {
  await mkdir(signalsDirectory(launch.dir), { recursive: true, mode: 0o700 })
  const script = join(launch.dir, 'signal.sh')
  await writeFile(script, hookScript(BULKY_EVENTS), { mode: 0o700 })
  // The mode of writeFile counts for new files only.
  await chmod(script, 0o700)
  await writePermissionRules(launch, TOOL)
  const env = agentEnvironment(launch, inherited)
  const { roots, written } = await gitDirectories(launch.cwd)
  const settings: Readonly<Record<string, TomlValue>> = {
    ...SETTINGS,
    // Trust is given by whoever launches a fleet on a repository.
    projects: Object.fromEntries(roots.map(root => [root, { trust_level: 'trusted' }])),
    hooks: hooksOf(launch, script),
    ...commandEnvironment(env, await readSettings(codexHome(env))),
    ...(launch.profile.mcp ? { 'mcp_servers.czar': mcpServer(launch) } : {}),
  }
  return {
    argv: [
      ...launch.profile.command,
      ...(await resumed(launch, codexHome(env))),
      // The daemon would outlive the pane, and one of the user's own knows nothing of these settings.
      '--no-daemon',
      // Hooks of the command line are new each time; a person would be asked to review them.
      '--dangerously-bypass-hook-trust',
      ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${toToml(value)}`]),
      ...(launch.policy.permissions.otherwise === 'allow'
        ? ['--dangerously-bypass-approvals-and-sandbox']
        : ['--sandbox', 'workspace-write', '--ask-for-approval', 'on-request', ...(await writable(launch, written))]),
    ],
    env,
  }
}

/** What a command must have whatever the user's policy keeps from it: czar's own command, whose worker it is, and who commits. */
const COMMAND_NAME = /^(?:PATH|CZAR_\w+|GIT_(?:AUTHOR|COMMITTER)_\w+)$/

/** `set` joins the user's own; what a list of the user lets through comes after it, so the names must stand there too. */
function commandEnvironment(env: Readonly<Record<string, string>>, { shell_environment_policy: policy }: CodexSettings) {
  const needed = Object.entries(env).filter(([name]) => COMMAND_NAME.test(name))
  const only = policy?.include_only ?? []
  return {
    'shell_environment_policy.set': Object.fromEntries(needed),
    ...(only.length === 0 ? {} : { 'shell_environment_policy.include_only': [...only, ...needed.map(([name]) => name)] }),
  }
}

/** Goes on with the session; nothing: a new one is begun. */
async function resumed({ profile, resume }: AgentLaunch, home: string): Promise<readonly string[]> {
  return profile.resumes && resume !== null && (await findRollout(home, resume)) !== null ? ['resume', resume] : []
}

/** What the sandbox must let it write to besides its worktree: git's own directories, its reports, its handoff, outputs of `czar run`. */
async function writable({ baseEnv }: AgentLaunch, written: readonly string[]): Promise<readonly string[]> {
  const projectDir = baseEnv['CZAR_PROJECT_DIR']
  const own = projectDir === undefined ? [] : ['workers', 'runs', 'texts/handoffs'].map(name => join(projectDir, name))
  for (const directory of own) await mkdir(directory, { recursive: true, mode: 0o700 })
  return [...written, ...own].flatMap(directory => ['--add-dir', directory])
}

/** Runs outside the sandbox, as every server does. What is not approved here comes to the hook that answers by the policy. */
function mcpServer(launch: AgentLaunch): TomlValue {
  const tools = Object.fromEntries(MCP_TOOLS.map(name => [name, { approval_mode: 'approve' }]))
  // Without a directory of its own 0.169.0 runs a server elsewhere than in the worktree.
  return { ...czarServer(launch), cwd: launch.cwd, default_tools_approval_mode: 'prompt', tools }
}

function hooksOf(launch: AgentLaunch, script: string): TomlValue {
  const hook = (command: string): TomlValue => [{ hooks: [{ type: 'command', command, timeout: 10 }] }]
  const told = HOOK_EVENTS.map(event => [event, hook(`${shellWord(script)} ${event}`)] as const)
  const answer = permissionProgram('codex', launch.dir).map(shellWord).join(' ')
  return { ...Object.fromEntries(told), PermissionRequest: hook(answer) }
}
