import type { AgentLaunch } from '../../../core/ports/agents-port.ts'
import { MCP_TOOLS } from '../mcp-server.ts'
import { commandPattern, READABLE } from '../permission/permission-rules.ts'

export interface PermissionSettings {
  readonly defaultMode: 'acceptEdits' | 'dontAsk' | 'bypassPermissions'
  readonly allow: readonly string[]
}

/**
 * Matches a rule in Claude Code's notation that is not about its shell, for example `WebFetch(domain:example.com)` or `mcp__db__query`.
 */
export const TOOL_RULE = /^(?:[A-Z][A-Za-z]*(?:\(.*\))?|mcp__\S+)$/s

/**
 * The project's permissions as settings of Claude Code 2.1, but without those for commands. A hook decides about commands, because a rule
 * such as `Bash(git log:*)` would allow every option. With `ask`, the program shows a dialog and waits. With `deny`, it refuses without a
 * dialog, so a rule must allow edits in the worktree. With `allow`, it never asks.
 */
export function permissionSettings(launch: AgentLaunch): PermissionSettings {
  const { allow, otherwise } = launch.policy.permissions
  const rules = [...always(launch), ...allow.filter(rule => commandPattern(rule, TOOL_RULE) === null)]
  switch (otherwise) {
    case 'ask':
      return { defaultMode: 'acceptEdits', allow: rules }
    case 'deny':
      return { defaultMode: 'dontAsk', allow: [...rules, below('Edit', launch.cwd)] }
    case 'allow':
      return { defaultMode: 'bypassPermissions', allow: rules }
  }
}

/** Rules for the things that the task text asks of every worker, apart from commands. No person should have to approve them. */
function always({ profile, baseEnv }: AgentLaunch): readonly string[] {
  const projectDir = baseEnv['CZAR_PROJECT_DIR']
  return [
    ...(profile.mcp ? MCP_TOOLS.map(name => `mcp__czar__${name}`) : []),
    ...(projectDir === undefined ? [] : READABLE.map(name => below('Read', `${projectDir}/${name}`))),
  ]
}

// A rule for all files below a directory. A path that begins with two slashes is absolute in such a rule.
function below(tool: string, directory: string): string {
  return `${tool}(/${directory}/**)`
}
