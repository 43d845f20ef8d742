import type { AgentLaunch } from '../../../core/ports/agents-port.ts'
import { MCP_TOOLS } from '../mcp-server.ts'
import { commandPattern, READABLE } from '../permission/permission-rules.ts'

type Action = 'allow' | 'ask' | 'deny'
type Rules = Readonly<Record<string, Action>>

/** The permissions in opencode's form. Of several rules that match, opencode applies the last. */
export type PermissionConfig = Readonly<Record<string, Action | Rules>>

/** Tools that work inside the worktree or only read. `external_directory` decides about paths outside. */
const IN_WORKTREE = ['read', 'edit', 'glob', 'grep', 'list', 'lsp', 'skill', 'task', 'todowrite', 'todoread', 'question'] as const
/** Matches a rule about a tool other than the shell, such as `webfetch(https://example.com/*)`. */
export const TOOL_RULE = /^([A-Za-z][\w-]*)\((.*)\)$/s

/**
 * The project's permissions as configuration of opencode 1.18. With `ask`, the program shows a dialog and waits. With `deny`, it refuses
 * without a dialog. With `allow`, it never asks. With `ask` and `deny`, each command is set to `ask`, because opencode's patterns cannot
 * tell options apart. Czar's plugin then allows or refuses the command before a person sees the question.
 */
export function permissionConfig(launch: AgentLaunch): PermissionConfig {
  const { allow, otherwise } = launch.policy.permissions
  if (otherwise === 'allow') return { '*': 'allow' }
  const asked = allow.filter(rule => commandPattern(rule, TOOL_RULE) === null).map(readRule)
  return {
    '*': otherwise,
    ...Object.fromEntries([...IN_WORKTREE, ...mcpTools(launch)].map(tool => [tool, 'allow'])),
    external_directory: { '*': otherwise, ...allowing(ownDirectories(launch)) },
    ...otherTools(asked, otherwise),
    bash: { '*': 'ask' },
    ...(launch.profile.mcp ? { czar_run: 'ask' } : {}),
  }
}

/** The tools of czar's MCP server. opencode names such a tool after the server and the tool. */
function mcpTools({ profile }: AgentLaunch): readonly string[] {
  return profile.mcp ? MCP_TOOLS.map(name => `czar_${name}`) : []
}

interface Rule {
  readonly tool: string
  readonly pattern: string
}

function readRule(words: string): Rule {
  const [, tool = '', pattern = ''] = TOOL_RULE.exec(words) ?? []
  return { tool: tool.toLowerCase(), pattern: pattern.replace(/:\*$/, ' *') }
}

function otherTools(rules: readonly Rule[], otherwise: Action): PermissionConfig {
  const named = Map.groupBy(
    rules.filter(({ tool }) => tool !== 'external_directory'),
    ({ tool }) => tool,
  )
  return Object.fromEntries([...named].map(([tool, own]) => [tool, { '*': otherwise, ...allowing(own.map(({ pattern }) => pattern)) }]))
}

function ownDirectories({ baseEnv }: AgentLaunch): readonly string[] {
  const projectDir = baseEnv['CZAR_PROJECT_DIR']
  return projectDir === undefined ? [] : READABLE.map(name => `${projectDir}/${name}/*`)
}

function allowing(patterns: readonly string[]): Rules {
  return Object.fromEntries(patterns.map(pattern => [pattern, 'allow']))
}
