import { closeReadingPlace, type ReadingPlace } from '../../adapters/git/worktrees/reading-place.ts'
import { endMarked } from '../../adapters/processes/end-marked.ts'

/** What the keeper of a planning must clean up. It arrives as one line of JSON on standard input. */
export interface KeeperOrder {
  readonly place: ReadingPlace
  /** The `NAME=value` entry of the environment that all processes of the agent have. */
  readonly mark: string
}

// This is the keeper of one `czar plan`. It waits until that process closes the pipe, by itself or because it was killed. Then it ends what
// the agent left and removes the worktree.
let order = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', (text: string) => {
  order += text
})
process.stdin.on('end', () => void cleanUp())
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {})

async function cleanUp(): Promise<void> {
  if (order === '') return
  const { place, mark } = JSON.parse(order) as KeeperOrder
  const left = await endMarked(variables => variables.has(mark))
  try {
    await closeReadingPlace(place, process.env)
  } catch (error) {
    process.stderr.write(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
  if (left.length > 0) process.stderr.write(`these processes did not end: ${left.map(({ pid }) => pid).join(' ')}`)
}
