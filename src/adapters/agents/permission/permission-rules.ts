import { writeFile } from 'node:fs/promises'
import type { AgentLaunch } from '../../../core/ports/agents-port.ts'
import { CZAR_VERBS } from '../worker-commands.ts'
import { gitFileOf, type PermissionRules, rulesFile } from './rules-file.ts'

/** Matches a rule about a shell command, in the notation of any of the programs. */
const SHELL_RULE = /^(?:Bash|bash|run_shell_command|ShellTool)\((.*)\)$/s

/** The pattern for commands in a rule. null: the rule is about a tool other than the shell. */
export function commandPattern(rule: string, isTool: RegExp): string | null {
  const [, command] = SHELL_RULE.exec(rule) ?? []
  if (command !== undefined) return command
  return isTool.test(rule) ? null : rule
}

/**
 * The project's permissions, together with the commands that the task text asks for. `isTool` matches the rules that are about tools and
 * not about commands.
 */
export function permissionRules({ policy, accept, cwd, baseEnv }: AgentLaunch, isTool: RegExp): PermissionRules {
  const { allow, otherwise } = policy.permissions
  const projectDir = baseEnv['CZAR_PROJECT_DIR']
  return {
    cwd,
    readable: projectDir === undefined ? [] : READABLE.map(name => `${projectDir}/${name}`),
    czar: [...CZAR_VERBS],
    accept: [...accept],
    patterns: allow.flatMap(rule => commandPattern(rule, isTool) ?? []),
    otherwise,
    tools: allow.filter(rule => commandPattern(rule, isTool) === null),
    gitFile: gitFileOf(cwd),
  }
}

/**
 * Directories of the project that a worker may read. They contain its task text, and the full output of checks and of its own commands.
 */
export const READABLE = ['texts', 'logs', 'runs', 'results'] as const

/** Writes the file with the rules for the permission program. */
export async function writePermissionRules(launch: AgentLaunch, isTool: RegExp): Promise<void> {
  const rules = permissionRules(launch, isTool)
  await writeFile(rulesFile(launch.dir), `${JSON.stringify(rules, null, 2)}\n`, { mode: 0o600 })
}
