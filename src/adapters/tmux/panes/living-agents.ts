import { existsSync } from 'node:fs'
import { execa } from 'execa'
import { LIST_PANES, readPaneRow } from './list-panes.ts'

/** An agent with a living pane, found by its czar's marks. */
export interface LivingAgent {
  readonly worker: string
  readonly incarnation: number
  /** The last message pasted to it; null: none, or pasted by an earlier version of czar. */
  readonly given: string | null
}

/** Names of the czar's own panes begin with a dot. */
export const isWorker = (name: string) => !name.startsWith('.')

/** The running agents on the server at a socket; none if there is no server or no answer. */
export async function livingAgents(socketPath: string): Promise<readonly LivingAgent[]> {
  if (!existsSync(socketPath)) return []
  const { stdout } = await execa('tmux', ['-N', '-S', socketPath, ...LIST_PANES], { reject: false, stdin: 'ignore', timeout: 2_000 })
  const rows = stdout.split('\n').flatMap(line => readPaneRow(line) ?? [])
  return rows.flatMap(({ dead, mark, given }) =>
    dead || mark === null || !isWorker(mark.worker) ? [] : [{ worker: mark.worker, incarnation: mark.incarnation, given }],
  )
}
