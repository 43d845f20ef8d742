import type { Policy } from '../model/project.ts'
import { decidePermission } from '../permission/decide.ts'

/** A shell command in an agent program's notation of permissions. */
const SHELL_RULE = /^(?:Bash|bash|run_shell_command|ShellTool)\((.*)\)$/s
/** A rule about a tool of Claude Code other than `Bash`. */
const TOOL_RULE = /^(?:[A-Z][A-Za-z]*(?:\(.*\))?|mcp__\S+)$/s

/** A placeholder for the worktree, which does not exist yet. The rules only compare paths. */
const CWD = '/worktree'

/**
 * Whether czar may run a reviewer's command. With `permissions.otherwise: deny`, czar runs only the project's commands
 * and commands that a pattern allows, because a path in another command may lead anywhere through a link. Otherwise czar
 * runs any command, under the same limits as gates, which run untrusted code too, and without secrets.
 */
export function mayRunCommand(command: string, { permissions }: Pick<Policy, 'permissions'>, accept: readonly string[]): boolean {
  if (permissions.otherwise !== 'deny') return true
  const patterns = permissions.allow.flatMap(rule => {
    const [, shell] = SHELL_RULE.exec(rule) ?? []
    return shell ?? (TOOL_RULE.test(rule) ? [] : rule)
  })
  const wish = { line: command, place: 'worktree', staysInside: () => false } as const
  const rules = { cwd: CWD, readable: [], czar: [], accept, patterns, otherwise: 'deny' } as const
  return decidePermission(wish, rules) === 'allow'
}
