import { existsSync } from 'node:fs'
import { execa } from 'execa'
import { LIST_PANES, readPaneRow } from './list-panes.ts'

/** An agent whose pane is alive. It is found by the options that its czar set on the pane. */
export interface LivingAgent {
  readonly worker: string
  readonly incarnation: number
  /** The id of the last message that was pasted to the agent. null: none was pasted, or an earlier version of czar pasted it. */
  readonly given: string | null
}

/** Whether a pane belongs to a worker. The names of czar's own panes begin with a dot. */
export const isWorker = (name: string) => !name.startsWith('.')

/** The running agents on the tmux server at a socket. Returns none if there is no server or it does not answer. */
export async function livingAgents(socketPath: string): Promise<readonly LivingAgent[]> {
  if (!existsSync(socketPath)) return []
  const { stdout } = await execa('tmux', ['-N', '-S', socketPath, ...LIST_PANES], { reject: false, stdin: 'ignore', timeout: 2_000 })
  const rows = stdout.split('\n').flatMap(line => readPaneRow(line) ?? [])
  return rows.flatMap(({ dead, mark, given }) =>
    dead || mark === null || !isWorker(mark.worker) ? [] : [{ worker: mark.worker, incarnation: mark.incarnation, given }],
  )
}
