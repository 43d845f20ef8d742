import { GIT_OPTIONS } from '../../../../core/permission/git-options.ts'
import type { OptionTable } from '../../../../core/permission/option-table.ts'
import type { AgentLaunch } from '../../../../core/ports/agents-port.ts'
import { MCP_TOOLS } from '../../mcp-server.ts'
import { CZAR_VERBS } from '../../worker-commands.ts'
import { checkedParts } from './checked-parts.ts'
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

/** A rule in the form in which Gemini CLI's policy files have it. */
interface Rule {
  readonly tool: string
  readonly decision: 'allow' | 'deny'
  readonly pattern?: string
  /** Whether the program accepts the redirections that the pattern matches. */
  readonly redirects?: boolean
}

/** The priorities of czar's rules. The user's own rules may have a higher or a lower priority. */
const ALLOWED = 500
const DENIED = 1

/** Programs that only read. They are allowed at the end of a pipe, and in `"$(cat <<'END' … END)"`. */
const READERS = ['cat', 'echo', 'grep', 'head', 'ls', 'pwd', 'tail', 'true', 'wc'] as const
/**
 * Git commands that change only the worktree and its branch. Each command needs at least one of its options, because git would otherwise
 * open an editor.
 */
const KEEPING = {
  add: [],
  commit: ['-m', '--message', '--no-edit', '--dry-run'],
  merge: ['-m', '--no-edit', '--abort'],
  mv: [],
  restore: [],
  rm: [],
  status: [],
} as const
/** Git commands that only show something. */
const LOOKING = ['log', 'diff', 'show'] as const
/** Tools with which every agent reads and writes files. The program itself keeps each of them inside the worktree. */
const TOOLS = ['glob', 'grep_search', 'list_directory', 'read_file', 'replace', 'update_topic', 'write_file', 'write_todos'] as const
/** Matches a rule that names a tool, such as `web_fetch` or `mcp_server_tool`. */
export const TOOL_RULE = /^(?:mcp_\S+|web_fetch|google_web_search|activate_skill|invoke_agent|save_memory)$/
const SHELL = /^(?:run_shell_command|ShellTool|Bash)\((.*)\)$/s

/**
 * The project's permissions as a policy file (TOML) of Gemini CLI 0.61.0. It is used in addition to the user's own. For any other command,
 * `ask` lets the program show its dialog, and `deny` refuses it without a dialog. `allow` uses the program's mode `yolo`. Czar's hook also
 * checks the commands that are allowed here, because this file cannot tell what their options do.
 */
export function policyFile(launch: AgentLaunch): string {
  const { otherwise } = launch.policy.permissions
  const rest: readonly Rule[] = otherwise === 'deny' ? [{ tool: '*', decision: 'deny', pattern: '^' }] : []
  return [...always(launch), ...asked(launch), ...rest].map(written).join('\n')
}

/** Rules for the things that the task text asks of every worker. No person should have to approve them. */
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
      ...checkedParts(command).flatMap(part => shell(behindRun(part).flatMap(exactly))),
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

/**
 * Rules for the tools of czar's MCP server. The program does not split the argument of the tool `run` into commands, so a command is
 * allowed there only as a whole.
 */
function mcpTools(accept: readonly string[]): readonly Rule[] {
  return [
    ...MCP_TOOLS.map(name => ({ tool: `mcp_czar_${name}`, decision: 'allow' }) as const),
    ...accept.flatMap(whole).map(pattern => ({ tool: 'mcp_czar_run', decision: 'allow', pattern }) as const),
  ]
}

/** Rules for an allowed command after `czar run --`. `czar run` itself gets no rule, because it can run any command. */
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

// A JSON string is a valid TOML string.
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
