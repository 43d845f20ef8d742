import { writeFile } from 'node:fs/promises'
import type { AgentLaunch } from '../../../core/ports/agents-port.ts'
import { CZAR_VERBS } from '../worker-commands.ts'
import { gitFileOf, type PermissionRules, rulesFile } from './rules-file.ts'

/** A command in the notation of any of the programs. */
const SHELL_RULE = /^(?:Bash|bash|run_shell_command|ShellTool)\((.*)\)$/s

/** The pattern of a command; null: the rule is about another tool. */
export function commandPattern(rule: string, isTool: RegExp): string | null {
  const [, command] = SHELL_RULE.exec(rule) ?? []
  if (command !== undefined) return command
  return isTool.test(rule) ? null : rule
}

/** The project's permissions, and what the brief asks of a worker. `isTool`: rules that are about tools and no commands. */
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

/** The brief itself, to be read again, and whole outputs: of a rejected check, of its own commands. */
export const READABLE = ['texts', 'logs', 'runs', 'results'] as const

/** Leaves them for the program that decides. */
export async function writePermissionRules(launch: AgentLaunch, isTool: RegExp): Promise<void> {
  const rules = permissionRules(launch, isTool)
  await writeFile(rulesFile(launch.dir), `${JSON.stringify(rules, null, 2)}\n`, { mode: 0o600 })
}
