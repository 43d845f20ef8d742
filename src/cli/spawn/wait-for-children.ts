import { CzarError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { StatusView } from '../../core/views/status.ts'
import { followEvents } from '../client/follow-events.ts'
import { command, openClient } from '../client/open-client.ts'
import type { CliIo } from '../io.ts'
import { chooseProject } from '../project/project-place.ts'
import { paneOf } from '../verbs/worker/pane.ts'

export interface WaitOptions {
  readonly io: CliIo
  readonly tasks: readonly string[]
  readonly timeoutMs: number
}

/** Runs `czar wait`: returns when the czar lets the worker go on, or when the time is over. */
export async function waitForChildren({ io, tasks, timeoutMs }: WaitOptions): Promise<void> {
  const { worker } = paneOf(io)
  const client = openClient(await chooseProject(undefined, io))
  const end = Promise.withResolvers<'over' | 'late' | 'gone' | 'cut off'>()
  const followed = await followEvents(client, await client.position(), event => {
    if (event.kind === 'wait.ended' && event.worker === worker) end.resolve('over')
  })
  void followed.ended.then(() => end.resolve('gone'))
  const timer = setTimeout(() => end.resolve('late'), timeoutMs)
  const forget = io.onSignal(() => end.resolve('cut off'))
  try {
    io.stdout.write(`${await command(client, { verb: 'wait', worker, tasks: [...tasks] })}\n`)
    const how = await end.promise
    if (how === 'gone') throw new CzarError('late', 'the czar ended while you waited', { hint: 'czar wait' })
    // If the wait is not ended here, the czar believes until the end of the turn that the agent still waits.
    if (how !== 'over') await command(client, { verb: 'wait', worker, tasks: [], gives_up: true })
    report(await client.state(), { io, worker, tasks, isLate: how !== 'over' })
  } finally {
    clearTimeout(timer)
    forget()
    followed.close()
  }
}

interface Report {
  readonly io: CliIo
  readonly worker: string
  readonly tasks: readonly string[]
  readonly isLate: boolean
}

function report({ workers, tasks }: StatusView, { io, worker, tasks: wanted, isLate }: Report): void {
  const children = tasks.filter(({ id }) => (wanted.length === 0 ? workers[id]?.parent === worker : wanted.includes(id)))
  for (const { id, state, verified_commit: commit } of children) {
    const next = commit === null ? (workers[id]?.branch ?? '') : `git merge --no-edit ${commit.slice(0, 12)}`
    io.stdout.write(`${plainText(id, 60)}: ${state === 'verified' ? 'proven' : state}; ${next}\n`)
  }
  if (isLate || children.some(({ state }) => state !== 'verified')) io.endsWith(1)
}
