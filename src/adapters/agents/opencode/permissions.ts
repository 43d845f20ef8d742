import type { AgentLaunch } from '../../../core/model/agents-port.ts'
import { MCP_TOOLS } from '../mcp-server.ts'
import { CZAR_VERBS, GIT_VERBS } from '../worker-commands.ts'
import { commandPatterns } from './command-patterns.ts'

type Action = 'allow' | 'ask' | 'deny'
type Rules = Readonly<Record<string, Action>>

/** Of rules that fit, opencode takes the last: so what stands below outranks what stands above. */
export type PermissionConfig = Readonly<Record<string, Action | Rules>>

/** Tools that work inside the worktree, or only show something; a path outside it is asked for by `external_directory`. */
const IN_WORKTREE = ['read', 'edit', 'glob', 'grep', 'list', 'lsp', 'skill', 'task', 'todowrite', 'todoread', 'question'] as const
/** Commands that only look, or make a directory. Where they write into a file, they are asked for. */
const LOOKING = ['ls', 'cat', 'head', 'tail', 'wc', 'grep', 'pwd', 'cd', 'echo', 'printf', 'test', 'true', 'mkdir'] as const
/** `webfetch(https://example.com/*)`, `bash(npm test *)`; Claude Code's `Bash(npm test:*)` is understood too. */
const TOOL_RULE = /^([A-Za-z][\w-]*)\((.*)\)$/s

/**
 * The project's permissions as opencode 1.18 knows them. `ask` shows its dialog, which becomes a waiting turn; `deny`
 * refuses without a dialog; `allow` asks nothing at all.
 */
export function permissionConfig(launch: AgentLaunch): PermissionConfig {
  const { allow, otherwise } = launch.policy.permissions
  if (otherwise === 'allow') return { '*': 'allow' }
  const asked = allow.map(readRule)
  const commands = asked.flatMap(({ tool, pattern }) => (tool === 'bash' ? [pattern] : []))
  return {
    '*': otherwise,
    ...Object.fromEntries([...IN_WORKTREE, ...mcpTools(launch)].map(tool => [tool, 'allow'])),
    external_directory: { '*': otherwise, ...allowing(ownDirectories(launch)) },
    ...otherTools(asked, otherwise),
    bash: {
      '*': otherwise,
      ...allowing(LOOKING.map(command => `${command} *`)),
      '*>*': otherwise,
      ...allowing([...always(launch), ...commands, ...commands.map(command => `czar run -- ${command}`)]),
    },
  }
}

/** A tool of a server is named after both. */
function mcpTools({ profile }: AgentLaunch): readonly string[] {
  return profile.mcp ? MCP_TOOLS.map(name => `czar_${name}`) : []
}

interface Rule {
  readonly tool: string
  readonly pattern: string
}

function readRule(words: string): Rule {
  const [, tool, pattern] = TOOL_RULE.exec(words) ?? []
  if (tool === undefined || pattern === undefined) return { tool: 'bash', pattern: words }
  return { tool: tool.toLowerCase(), pattern: pattern.replace(/:\*$/, ' *') }
}

function otherTools(rules: readonly Rule[], otherwise: Action): PermissionConfig {
  const named = Map.groupBy(
    rules.filter(({ tool }) => tool !== 'bash' && tool !== 'external_directory'),
    ({ tool }) => tool,
  )
  return Object.fromEntries([...named].map(([tool, own]) => [tool, { '*': otherwise, ...allowing(own.map(({ pattern }) => pattern)) }]))
}

/** What the brief asks of a worker: nobody should have to say yes to it. */
function always({ cwd, accept }: AgentLaunch): readonly string[] {
  const exact = accept.flatMap(commandPatterns)
  return [
    ...CZAR_VERBS.map(verb => `czar ${verb} *`),
    ...['git', `git -C ${cwd}`].flatMap(git => GIT_VERBS.map(verb => `${git} ${verb} *`)),
    ...exact,
    ...exact.map(command => `czar run -- ${command}`),
  ]
}

/** The brief itself, to be read again, and whole outputs: of a rejected check, of its own commands. */
function ownDirectories({ baseEnv }: AgentLaunch): readonly string[] {
  const projectDir = baseEnv['CZAR_PROJECT_DIR']
  return projectDir === undefined ? [] : ['texts', 'logs', 'runs', 'results'].map(name => `${projectDir}/${name}/*`)
}

function allowing(patterns: readonly string[]): Rules {
  return Object.fromEntries(patterns.map(pattern => [pattern, 'allow']))
}
