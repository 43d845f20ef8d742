import { randomUUID } from 'node:crypto'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentCommand, AgentLaunch } from '../../../core/ports/agents-port.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import type { AgentSurroundings } from '../driver.ts'
import { agentEnvironment } from '../environment.ts'
import { czarServer } from '../mcp-server.ts'
import { permissionProgram } from '../permission/permission-program.ts'
import { writePermissionRules } from '../permission/permission-rules.ts'
import { hookScript } from '../signals/hook-script.ts'
import { signalsDirectory } from '../signals/watch-signals.ts'
import { authorSettings } from './author-settings.ts'
import { hasConversation } from './chat-files.ts'
import { makeHome, userDirectory, workerHome } from './gemini-home.ts'
import { nodeProgram } from './node-program.ts'
import { policyFile, TOOL_RULE } from './permission/policy.ts'
import { settingsFor } from './settings.ts'

const MODES = { ask: 'default', deny: 'default', allow: 'yolo' } as const
/** Tells the model how the program changes pasted texts. */
const AT_SIGNS = 'In the texts of the user, `\\@` stands for `@`: the terminal adds the backslash when a text is pasted.'

/** Writes the worker's settings, policies and hook script. Returns the command for Gemini CLI. Long: it lists all settings. */
export async function prepareGemini(launch: AgentLaunch, inherited: AgentSurroundings['inherited']): Promise<AgentCommand> {
  const env = agentEnvironment(launch, inherited)
  await mkdir(signalsDirectory(launch.dir), { recursive: true, mode: 0o700 })
  const script = join(launch.dir, 'signal.sh')
  await writeFile(script, hookScript(['AfterTool', 'SessionEnd']), { mode: 0o700 })
  await chmod(script, 0o700)
  const context = await put(launch, 'context.json', JSON.stringify(sessionContext()))
  const policy = await put(launch, 'policy.toml', policyFile(launch))
  const userDir = userDirectory(env)
  const home = workerHome(launch)
  const directory = await makeHome(home, userDir)
  const own = (await readdir(directory)).includes('policies') ? [join(directory, 'policies')] : []
  const settings = await settingsFor({
    userDir,
    // This file contains the login that a person chose in the window of an earlier agent.
    chosenIn: join(directory, 'settings.json'),
    policies: [policy, ...own],
    hookCommand: event => `${shellWord(script)} ${event}${event === 'SessionStart' ? `; cat ${shellWord(context)}` : ''}`,
    decision: await decisionHook(launch),
    env,
    server: launch.profile.mcp ? czarServer(launch) : null,
  })
  await writeFile(join(directory, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
  return {
    argv: [
      ...(await nodeProgram(launch.profile.command, env['PATH'] ?? '')),
      '--skip-trust',
      '--approval-mode',
      MODES[launch.policy.permissions.otherwise],
      ...(await session(launch, directory)),
    ],
    env: {
      // With this, the program runs as one process. Otherwise it would run as two, and the outer one would ignore signals to end.
      GEMINI_CLI_NO_RELAUNCH: '1',
      ...env,
      ...authorSettings(env),
      GEMINI_CLI_HOME: home,
      GEMINI_DEBUG_LOG_FILE: logFile(launch.dir),
    },
  }
}

/** The program's log. Only this log says why a request failed. */
export function logFile(incarnationDirectory: string): string {
  return join(incarnationDirectory, 'gemini.log')
}

/**
 * The hook that decides about each command before the program applies its own rules. These rules allow whatever the hook does not refuse.
 * So the hook must answer "ask" even if the permission program is too slow or cannot start.
 */
async function decisionHook(launch: AgentLaunch): Promise<string | null> {
  await writePermissionRules(launch, TOOL_RULE)
  if (launch.policy.permissions.otherwise === 'allow') return null
  return `${permissionProgram('gemini', launch.dir).map(shellWord).join(' ')} || echo '{"decision":"ask"}'`
}

async function put(launch: AgentLaunch, name: string, text: string): Promise<string> {
  const file = join(launch.dir, name)
  await writeFile(file, text, { mode: 0o600 })
  return file
}

function sessionContext(): object {
  return { hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext: AT_SIGNS } }
}

/**
 * The arguments that continue the given session, if it is stored. Otherwise, arguments with an id that czar chooses for a new session.
 */
async function session({ profile, resume }: AgentLaunch, directory: string): Promise<readonly string[]> {
  const canResume = profile.resumes && resume !== null && (await hasConversation(directory, resume))
  return canResume ? ['--resume', resume] : ['--session-id', randomUUID()]
}
