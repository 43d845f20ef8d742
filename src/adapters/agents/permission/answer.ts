import { resolve } from 'node:path'
import { z } from 'zod'
import { type CommandWish, decide, type Verdict } from '../../../core/permission/decide.ts'
import { leadsInto, placeOf } from './place-of.ts'
import type { PermissionRules } from './rules-file.ts'

/** The programs that ask before they run a command, each in its own words. */
export type AskingProgram = 'claude' | 'codex' | 'gemini' | 'opencode'

const payloadSchema = z.object({
  tool_name: z.string(),
  tool_input: z
    .object({
      command: z.string().optional(),
      /** Gemini CLI's directory for one command, relative to its own. */
      dir_path: z.string().optional(),
      /** Claude Code is to leave the sandbox that the user has set up. */
      dangerouslyDisableSandbox: z.boolean().optional(),
    })
    .catch({}),
  cwd: z.string().optional(),
})
type Payload = z.infer<typeof payloadSchema>

/** Their shells, and `run` of `czar mcp`: what it is to run, a shell could run. */
const SHELLS: ReadonlySet<string> = new Set(['Bash', 'mcp__czar__run', 'run_shell_command', 'mcp_czar_run', 'bash', 'czar_run'])

const REFUSED =
  'Permission denied: the policy of this project does not allow it, and nobody can be asked. Use a command that the brief names, one at a time, or report what you lack.'

/** What the policy says to what a program asks; `ask` too where it cannot be understood. */
export function verdictOn(payload: unknown, rules: PermissionRules): Verdict {
  const parsed = payloadSchema.safeParse(payload)
  return parsed.success ? verdictOf(parsed.data, rules) : 'ask'
}

function verdictOf({ tool_name: tool, tool_input: input, cwd = '' }: Payload, rules: PermissionRules): Verdict {
  if (!SHELLS.has(tool) || input.command === undefined) return rules.tools.includes(tool) ? 'allow' : rules.otherwise
  if (input.dangerouslyDisableSandbox === true) return rules.otherwise
  const directory = resolve(cwd === '' ? rules.cwd : cwd, input.dir_path ?? '.')
  const roots = [rules.cwd, ...rules.readable]
  const staysInside: CommandWish['staysInside'] = (word, from) => leadsInto(word, from === 'shell' ? directory : rules.cwd, roots)
  return decide({ line: input.command, place: placeOf(directory, rules), staysInside }, rules)
}

/** The verdict as the program wants to hear it; null: nothing, and it goes its own way. */
export function answerFor(program: AskingProgram, verdict: Verdict): object | null {
  switch (program) {
    case 'claude':
      // What is not allowed its own mode asks for or refuses, and it knows more that is harmless.
      return verdict === 'allow'
        ? inHook('PreToolUse', { permissionDecision: 'allow', permissionDecisionReason: 'the policy of the project' })
        : null
    case 'codex':
      return verdict === 'ask' ? null : inHook('PermissionRequest', { decision: forCodex(verdict) })
    case 'gemini':
      // Its own policy has to allow it as well: a hook can only be stricter.
      return verdict === 'allow' ? {} : { decision: verdict, reason: REFUSED }
    case 'opencode':
      return { verdict, reason: REFUSED }
  }
}

function forCodex(verdict: Verdict): object {
  return verdict === 'deny' ? { behavior: 'deny', message: REFUSED } : { behavior: 'allow' }
}

function inHook(hookEventName: string, answer: object): object {
  return { hookSpecificOutput: { hookEventName, ...answer } }
}
