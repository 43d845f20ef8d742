import { fileURLToPath } from 'node:url'
import { shellWord } from '../../src/core/text/shell-word.ts'
import type { Fleet } from './a-fleet.ts'
import { aTerminal, type Terminal } from './builders/a-terminal.ts'

const BIN = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))

/** Runs czar as a person would, in a terminal outside the fleet. */
export async function aPersonRuns(words: string, { directory, env }: Fleet, over: Record<string, string> = {}): Promise<Terminal> {
  const own = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)) as Record<string, string>
  const terminal = await aTerminal({ columns: 80, rows: 24, env: own })
  const settings = Object.entries({ ...own, ...over }).map(([name, value]) => `${name}=${shellWord(value)}`)
  const czar = `env -u TMUX ${settings.join(' ')} ${shellWord(process.execPath)} ${shellWord(BIN)} ${words}`
  await terminal.run(`cd ${shellWord(directory)} && ${czar}`)
  return terminal
}

/** The steps of a worker that asks a question before it does its task. */
export const ASKING = [
  'ack: "Write src/painter/a.txt once the colour is known"',
  'ask: "Which colour?"',
  'edit: { file: src/painter/a.txt, text: "red" }',
  'commit: "feat: paint"',
  'done: "painted"',
]
