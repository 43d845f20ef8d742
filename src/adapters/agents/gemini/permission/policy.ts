import { GIT_OPTIONS } from '../../../../core/permission/git-options.ts'
import type { OptionTable } from '../../../../core/permission/option-table.ts'
import type { AgentLaunch } from '../../../../core/ports/agents-port.ts'
import { MCP_TOOLS } from '../../mcp-server.ts'
import { CZAR_VERBS } from '../../worker-commands.ts'
import {
  beginningWith,
  beginningWithAndReading,
  exactly,
  exactlyAndPiped,
  fitting,
  whole,
  withOptions,
  withOptionsAndReading,
} from './command-patterns.ts'
import { gitCommand, gitCommandAndReading } from './git-patterns.ts'
import { shellParts } from './shell-parts.ts'

/** One rule of Gemini CLI's policy engine. */
interface Rule {
  readonly tool: string
  readonly decision: 'allow' | 'deny'
  readonly pattern?: string
  /** The command may read from and write to what it names itself. */
  readonly redirects?: boolean
}

/** Among the user's own rules, which may be above and below. */
const ALLOWED = 500
const DENIED = 1

/** Programs that only read, at the end of a pipe or in `"$(cat <<'END' … END)"`. */
const READERS = ['cat', 'echo', 'grep', 'head', 'ls', 'pwd', 'tail', 'true', 'wc'] as const
/** Verbs of git that keep work in the worktree and its branch, and the options without which git opens an editor. */
const KEEPING = {
  add: [],
  commit: ['-m', '--message', '--no-edit', '--dry-run'],
  merge: ['-m', '--no-edit', '--abort'],
  mv: [],
  restore: [],
  rm: [],
  status: [],
} as const
/** Verbs of git that show something. */
const LOOKING = ['log', 'diff', 'show'] as const
/** Without a word of these an agent can neither find its way nor write its files; each stays in the worktree by itself. */
const TOOLS = ['glob', 'grep_search', 'list_directory', 'read_file', 'replace', 'update_topic', 'write_file', 'write_todos'] as const
/** `web_fetch`, `mcp_server_tool`: a tool's name, with or without what it may be called with. */
export const TOOL_RULE = /^(?:mcp_\S+|web_fetch|google_web_search|activate_skill|invoke_agent|save_memory)$/
const SHELL = /^(?:run_shell_command|ShellTool|Bash)\((.*)\)$/s

/**
 * The project's permissions as Gemini CLI 0.61.0 knows them: a policy file (TOML) among the user's own. `ask` leaves the
 * rest to the program, which shows its dialog; `deny` refuses it without one; `allow` is its mode `yolo`. A command that is
 * allowed here is looked at by the hook too, which knows what its options mean.
 */
export function policyFile(launch: AgentLaunch): string {
  const { otherwise } = launch.policy.permissions
  const rest: readonly Rule[] = otherwise === 'deny' ? [{ tool: '*', decision: 'deny', pattern: '^' }] : []
  return [...always(launch), ...asked(launch), ...rest].map(written).join('\n')
}

/** What the brief asks of a worker: nobody should have to say yes to it. */
function always({ accept, cwd, profile }: AgentLaunch): readonly Rule[] {
  const gits = ['git', `git -C ${cwd}`]
  const verbs = [...CZAR_VERBS.map(verb => `czar ${verb}`), ...READERS]
  return [
    ...TOOLS.map(tool => ({ tool, decision: 'allow' }) as const),
    ...(profile.mcp ? mcpTools(accept) : []),
    ...verbs.flatMap(words => beginning(words)),
    ...gits.flatMap(git => Object.entries(KEEPING).flatMap(([verb, needs]) => keeping(git, verb, needs))),
    ...gits.flatMap(git => LOOKING.flatMap(verb => looking(`${git} ${verb}`, GIT_OPTIONS[verb] as OptionTable))),
    ...shell(exactly(`cd ${cwd}`)),
    ...accept.flatMap(command => [
      ...behindRun(command).flatMap(each => shell(exactlyAndPiped(each), true)),
      ...shellParts(command).flatMap(part => shell(behindRun(part).flatMap(exactly))),
    ]),
  ]
}

function beginning(words: string): readonly Rule[] {
  return [...shell(beginningWithAndReading(words), true), ...shell(beginningWith(words))]
}

function keeping(git: string, verb: string, needs: readonly string[]): readonly Rule[] {
  const [words, table] = [`${git} ${verb}`, GIT_OPTIONS[verb] as OptionTable]
  return [...shell(gitCommandAndReading(words, table, needs), true), ...shell(gitCommand(words, table, needs))]
}

function looking(words: string, table: OptionTable): readonly Rule[] {
  return [...shell(withOptionsAndReading(words, table), true), ...shell(withOptions(words, table))]
}

/** The arguments of `run` are not taken apart as those of the program's own shell are: a command is allowed as it is written. */
function mcpTools(accept: readonly string[]): readonly Rule[] {
  return [
    ...MCP_TOOLS.map(name => ({ tool: `mcp_czar_${name}`, decision: 'allow' }) as const),
    ...accept.flatMap(whole).map(pattern => ({ tool: 'mcp_czar_run', decision: 'allow', pattern }) as const),
  ]
}

/** What may run may run behind `czar run` too; that itself has no rule, for it would run anything. */
function behindRun(command: string): readonly string[] {
  return [command, `czar run -- ${command}`]
}

function asked({ policy }: AgentLaunch): readonly Rule[] {
  return policy.permissions.allow.flatMap(pattern => {
    if (TOOL_RULE.test(pattern)) return [{ tool: pattern, decision: 'allow' } as const]
    return shell(behindRun(SHELL.exec(pattern)?.[1] ?? pattern).flatMap(fitting))
  })
}

function shell(patterns: readonly string[], redirects = false): readonly Rule[] {
  return patterns.map(pattern => ({ tool: 'run_shell_command', decision: 'allow', pattern, redirects }))
}

// A text in JSON is one in TOML too.
function written({ tool, decision, pattern, redirects = false }: Rule): string {
  return [
    '[[rule]]',
    `toolName = ${JSON.stringify(tool)}`,
    ...(pattern === undefined ? [] : [`argsPattern = ${JSON.stringify(pattern)}`]),
    ...(redirects ? ['allowRedirection = true'] : []),
    `decision = "${decision}"`,
    `priority = ${decision === 'allow' ? ALLOWED : DENIED}`,
    '',
  ].join('\n')
}
