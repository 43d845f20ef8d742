import type { Policy } from '../model/project.ts'
import { decidePermission } from '../permission/decide.ts'

/** A shell command in an agent program's notation of permissions. */
const SHELL_RULE = /^(?:Bash|bash|run_shell_command|ShellTool)\((.*)\)$/s
/** A rule about another tool of Claude Code's. */
const TOOL_RULE = /^(?:[A-Z][A-Za-z]*(?:\(.*\))?|mcp__\S+)$/s

/** It stands for the worktree, which is made later: the rules compare paths only. */
const CWD = '/worktree'

/**
 * Whether czar may run a reviewer's command. With `permissions.otherwise: deny`, only the project's commands and what a pattern
 * allows; a path in it may lead anywhere by a link. Otherwise anything: the gates run foreign code in the same way, with the same
 * limits and without secrets.
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
