import { existsSync } from 'node:fs'
import { execa } from 'execa'
import { LIST_PANES, readPaneRow } from './list-panes.ts'

/** An agent whose pane lives, by the marks that its czar left there. */
export interface LivingAgent {
  readonly worker: string
  readonly incarnation: number
  /** The last message that it was given; null: none, or by an earlier version of czar. */
  readonly given: string | null
}

/** Marks of panes that are the czar's own begin with a dot. */
export const isWorker = (name: string) => !name.startsWith('.')

/** The agents that live on the server at a socket; none, when there is no server or it does not answer. */
export async function livingAgents(socketPath: string): Promise<readonly LivingAgent[]> {
  if (!existsSync(socketPath)) return []
  const { stdout } = await execa('tmux', ['-N', '-S', socketPath, ...LIST_PANES], { reject: false, stdin: 'ignore', timeout: 2_000 })
  const rows = stdout.split('\n').flatMap(line => readPaneRow(line) ?? [])
  return rows.flatMap(({ dead, mark, given }) =>
    dead || mark === null || !isWorker(mark.worker) ? [] : [{ worker: mark.worker, incarnation: mark.incarnation, given }],
  )
}
