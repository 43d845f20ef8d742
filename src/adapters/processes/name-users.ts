import { plainText } from '../../core/text/plain-text.ts'
import { commandLine, processTable } from './process-table.ts'
import { ownAncestry } from './process-tree.ts'

const MOST_NAMED = 5
const COMMAND_CHARS = 60

/** Describes the processes that use a folder, for a person: `process 12 (sleep 60) works`, and the command to type next. */
export interface NamedUsers {
  readonly text: string
  readonly hint: string
}

/** Describes processes by their command lines. `again` is the command that the person must type after the processes have ended. */
export function nameUsers(pids: readonly number[], again: string): NamedUsers {
  const own = ownAncestry(processTable())
  const named = pids.slice(0, MOST_NAMED).map(pid => `${pid} (${commandOf(pid)})`)
  const more = pids.length > MOST_NAMED ? ` and ${pids.length - MOST_NAMED} more` : ''
  const [noun, verb] = pids.length === 1 ? ['process', 'works'] : ['processes', 'work']
  const others = pids.filter(pid => !own.has(pid))
  return { text: `${noun} ${named.join(', ')}${more} ${verb}`, hint: hintFor(others, again) }
}

/** The hint if one of the processes is the shell in which czar runs. The person cannot end that shell, but can leave the folder. */
function hintFor(others: readonly number[], again: string): string {
  if (others.length === 0) return `cd /   # leaves the folder with this shell; then ${again}`
  return `kill ${others.join(' ')}   # then ${again} (kill -9 for what stays)`
}

function commandOf(pid: number): string {
  return plainText(commandLine(pid).replaceAll('\0', ' ').trim(), COMMAND_CHARS) || 'unknown'
}
