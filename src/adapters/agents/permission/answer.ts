import { resolve } from 'node:path'
import { z } from 'zod'
import { type CommandWish, decidePermission, type PermissionVerdict } from '../../../core/permission/decide.ts'
import { leadsInto, placeOf } from './place-of.ts'
import type { PermissionRules } from './rules-file.ts'

/** The programs that ask before they run a command, each in its own format. */
export type AskingProgram = 'claude' | 'codex' | 'gemini' | 'opencode'

const payloadSchema = z.object({
  tool_name: z.string(),
  tool_input: z
    .object({
      command: z.string().optional(),
      /** The directory of the command in a request of Gemini CLI, relative to `cwd`. */
      dir_path: z.string().optional(),
      /** In a request of Claude Code: run the command outside the user's sandbox. */
      dangerouslyDisableSandbox: z.boolean().optional(),
    })
    .catch({}),
  cwd: z.string().optional(),
})
type Payload = z.infer<typeof payloadSchema>

/** The names of the programs' shell tools, and of the tool `run` of `czar mcp`, which can run whatever a shell can. */
const SHELLS: ReadonlySet<string> = new Set(['Bash', 'mcp__czar__run', 'run_shell_command', 'mcp_czar_run', 'bash', 'czar_run'])

const REFUSED =
  'Permission denied: the policy of this project does not allow it, and no person can be asked. Use a command that the brief names, one at a time, or report what you lack.'

/** The policy's answer to a program's request. If the request cannot be parsed, it is `ask`. */
export function verdictOn(payload: unknown, rules: PermissionRules): PermissionVerdict {
  const parsed = payloadSchema.safeParse(payload)
  return parsed.success ? verdictOf(parsed.data, rules) : 'ask'
}

function verdictOf({ tool_name: tool, tool_input: input, cwd = '' }: Payload, rules: PermissionRules): PermissionVerdict {
  if (!SHELLS.has(tool) || input.command === undefined) return rules.tools.includes(tool) ? 'allow' : rules.otherwise
  if (input.dangerouslyDisableSandbox === true) return rules.otherwise
  const directory = resolve(cwd === '' ? rules.cwd : cwd, input.dir_path ?? '.')
  const roots = [rules.cwd, ...rules.readable]
  const staysInside: CommandWish['staysInside'] = (word, from) => leadsInto(word, from === 'shell' ? directory : rules.cwd, roots)
  return decidePermission({ line: input.command, place: placeOf(directory, rules), staysInside }, rules)
}

/** The answer in the form that the program expects. Returns null if czar must print nothing, so that the program decides by itself. */
export function answerFor(program: AskingProgram, verdict: PermissionVerdict): object | null {
  switch (program) {
    case 'claude':
      // Without an answer, the program's own mode asks or refuses. It also allows harmless commands that czar's rules do
      // not list.
      return verdict === 'allow'
        ? inHook('PreToolUse', { permissionDecision: 'allow', permissionDecisionReason: 'the policy of the project' })
        : null
    case 'codex':
      return verdict === 'ask' ? null : inHook('PermissionRequest', { decision: forCodex(verdict) })
    case 'gemini':
      // The program's own policy must allow the command too, because a hook can only be stricter.
      return verdict === 'allow' ? {} : { decision: verdict, reason: REFUSED }
    case 'opencode':
      return { verdict, reason: REFUSED }
  }
}

function forCodex(verdict: PermissionVerdict): object {
  return verdict === 'deny' ? { behavior: 'deny', message: REFUSED } : { behavior: 'allow' }
}

function inHook(hookEventName: string, answer: object): object {
  return { hookSpecificOutput: { hookEventName, ...answer } }
}
