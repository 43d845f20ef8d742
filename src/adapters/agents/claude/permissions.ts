import type { AgentLaunch } from '../../../core/ports/agents-port.ts'
import { MCP_TOOLS } from '../mcp-server.ts'
import { commandPattern, READABLE } from '../permission/permission-rules.ts'

export interface PermissionSettings {
  readonly defaultMode: 'acceptEdits' | 'dontAsk' | 'bypassPermissions'
  readonly allow: readonly string[]
}

/** A rule in Claude Code's notation about a tool other than its shell: `WebFetch(domain:example.com)`, `mcp__db__query`. */
export const TOOL_RULE = /^(?:[A-Z][A-Za-z]*(?:\(.*\))?|mcp__\S+)$/s

/**
 * The project's permissions as Claude Code 2.1 settings, without commands. The hook decides about commands, because a rule such as
 * `Bash(git log:*)` allows every option. `ask` shows the program's dialog, and the turn waits. `deny` refuses without a dialog, so a rule
 * must allow edits in the worktree. `allow` never asks.
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

/** Rules for what the brief asks of a worker, besides commands. No person should have to approve these. */
function always({ profile, baseEnv }: AgentLaunch): readonly string[] {
  const projectDir = baseEnv['CZAR_PROJECT_DIR']
  return [
    ...(profile.mcp ? MCP_TOOLS.map(name => `mcp__czar__${name}`) : []),
    ...(projectDir === undefined ? [] : READABLE.map(name => below('Read', `${projectDir}/${name}`))),
  ]
}

// A path rule that starts with two slashes is absolute.
function below(tool: string, directory: string): string {
  return `${tool}(/${directory}/**)`
}
