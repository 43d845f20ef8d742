import type { PermissionRules } from './rules-file.ts'
import { simpleCommands } from './simple-commands.ts'

export interface PermissionWish {
  readonly tool: string
  /** What a shell is to run; null: the tool is no shell. */
  readonly command: string | null
}

/**
 * May it? A command is allowed as it is written, or when each part of it is: `npm test*` covers `npm test && npm run lint`
 * in its first half only, and nothing that writes to a file or runs another command within it. `ask`: a person says.
 */
export function decide({ tool, command }: PermissionWish, { allow, otherwise }: PermissionRules): PermissionRules['otherwise'] {
  return isAllowed(tool, command, allow) ? 'allow' : otherwise
}

function isAllowed(tool: string, command: string | null, allow: readonly string[]): boolean {
  if (tool !== 'Bash' || command === null) return allow.includes(tool)
  const patterns = allow.flatMap(rule => /^Bash\((.+)\)$/s.exec(rule)?.[1] ?? [])
  if (patterns.includes(command.trim())) return true
  const parts = simpleCommands(command)
  return parts?.every(part => patterns.some(pattern => part === pattern || matches(pattern, part))) === true
}

/** `*` is any text; `:*` at the end, any further words or none. */
function matches(pattern: string, command: string): boolean {
  const [, begin] = /^(.*):\*$/s.exec(pattern) ?? []
  if (begin !== undefined) return command === begin || command.startsWith(`${begin} `)
  const parts = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(command)
}
