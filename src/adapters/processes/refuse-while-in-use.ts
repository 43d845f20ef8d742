import { readFile } from 'node:fs/promises'
import { PreconditionError } from '../../core/model/errors.ts'
import { plainText } from '../../core/model/plain-text.ts'
import { processTable } from './process-table.ts'
import { ownLine } from './process-tree.ts'
import { processesInside } from './processes-inside.ts'

const MOST_NAMED = 5
const COMMAND_CHARS = 60

/** Throws while processes work in a folder that is to be removed: it names them, and says how to go on, which always can be done. */
export async function refuseWhileInUse(folder: string): Promise<void> {
  const pids = await processesInside(folder)
  if (pids.length === 0) return
  const own = ownLine(processTable())
  const named = await Promise.all(pids.slice(0, MOST_NAMED).map(async pid => `${pid} (${await commandOf(pid)})`))
  const more = pids.length > MOST_NAMED ? ` and ${pids.length - MOST_NAMED} more` : ''
  const others = pids.filter(pid => !own.has(pid))
  const [noun, verb] = pids.length === 1 ? ['process', 'works'] : ['processes', 'work']
  throw new PreconditionError(`${folder} is not removed: ${noun} ${named.join(', ')}${more} ${verb} in it`, { hint: hintFor(others) })
}

/** The shell in which czar was typed cannot be ended, but it can go elsewhere. */
function hintFor(others: readonly number[]): string {
  if (others.length === 0) return 'cd /   # leaves the folder with this shell; then run the same again'
  return `kill ${others.join(' ')}   # then run the same again (kill -9 for what stays)`
}

async function commandOf(pid: number): Promise<string> {
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return plainText(words.replaceAll('\0', ' ').trim(), COMMAND_CHARS) || 'unknown'
}
