import { plainText } from '../../core/text/plain-text.ts'
import { commandLine, processTable } from './process-table.ts'
import { ownLine } from './process-tree.ts'

const MOST_NAMED = 5
const COMMAND_CHARS = 60

/** Describes processes that use a folder, for a person: `process 12 (sleep 60) works`, and the next command. */
export interface NamedUsers {
  readonly text: string
  readonly hint: string
}

/** Describes processes by their command lines; `again`: the command to type when they are gone. */
export function nameUsers(pids: readonly number[], again: string): NamedUsers {
  const own = ownLine(processTable())
  const named = pids.slice(0, MOST_NAMED).map(pid => `${pid} (${commandOf(pid)})`)
  const more = pids.length > MOST_NAMED ? ` and ${pids.length - MOST_NAMED} more` : ''
  const [noun, verb] = pids.length === 1 ? ['process', 'works'] : ['processes', 'work']
  const others = pids.filter(pid => !own.has(pid))
  return { text: `${noun} ${named.join(', ')}${more} ${verb}`, hint: hintFor(others, again) }
}

/** The shell that runs czar: it cannot be ended, but it can leave the folder. */
function hintFor(others: readonly number[], again: string): string {
  if (others.length === 0) return `cd /   # leaves the folder with this shell; then ${again}`
  return `kill ${others.join(' ')}   # then ${again} (kill -9 for what stays)`
}

function commandOf(pid: number): string {
  return plainText(commandLine(pid).replaceAll('\0', ' ').trim(), COMMAND_CHARS) || 'unknown'
}
