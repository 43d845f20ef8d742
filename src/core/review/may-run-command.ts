import type { Policy } from '../model/policy/policy.ts'
import { decidePermission } from '../permission/decide.ts'

/** How the agent programs write a permission for a shell command. */
const SHELL_RULE = /^(?:Bash|bash|run_shell_command|ShellTool)\((.*)\)$/s
/** How Claude Code writes a permission for a tool that is not `Bash`. */
const TOOL_RULE = /^(?:[A-Z][A-Za-z]*(?:\(.*\))?|mcp__\S+)$/s

/** Stands for the worktree, which does not exist yet. The rules only compare paths, so any path will do. */
const CWD = '/worktree'

/**
 * Whether czar may run a command that a reviewer gave as evidence. With `permissions.otherwise: deny`, czar runs only the project's
 * commands and commands that a pattern allows, because a path in any other command could lead anywhere through a link. Otherwise czar runs
 * every command, without secrets and with the same limits as accept commands, which also run unchecked code.
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
