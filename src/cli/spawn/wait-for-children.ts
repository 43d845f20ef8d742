import { setTimeout as pause } from 'node:timers/promises'
import type { ApiClient } from '../../api/client.ts'
import { NoCzarError } from '../../api/no-czar-error.ts'
import { CzarError, ToolError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { StatusView } from '../../core/views/status.ts'
import { followEvents } from '../client/follow-events.ts'
import { openClient, sendCommand } from '../client/open-client.ts'
import type { CliIo } from '../io.ts'
import { chooseProject } from '../project/project-place.ts'
import { paneOf } from '../verbs/worker/pane.ts'

export interface WaitOptions {
  readonly io: CliIo
  readonly tasks: readonly string[]
  readonly timeoutMs: number
}

/** How long the command waits for a czar that was killed to be launched again. */
const COMES_BACK_WITHIN_MS = 60_000
const RETRY_EVERY_MS = 250

/**
 * Runs `czar wait`: returns when the czar lets the worker go on, or when the time is over. If the czar is killed meanwhile, the command
 * waits for the next czar and continues, so that the agent does not have to.
 */
export async function waitForChildren({ io, tasks, timeoutMs }: WaitOptions): Promise<void> {
  const { worker } = paneOf(io)
  const client = openClient(await chooseProject(undefined, io))
  // If no czar runs from the start, this throws at once.
  await client.position()
  const end = Promise.withResolvers<'late' | 'interrupted'>()
  const timer = setTimeout(() => end.resolve('late'), timeoutMs)
  const forget = io.onSignal(() => end.resolve('interrupted'))
  const waiting: Waiting = { client, io, worker, tasks, end: end.promise }
  try {
    for (;;) {
      const gone = await waitOnce(waiting).catch(orGone)
      if (gone === null) return
      if (!(await comesBack(waiting))) throw gone
    }
  } finally {
    clearTimeout(timer)
    forget()
  }
}

interface Waiting {
  readonly client: ApiClient
  readonly io: CliIo
  readonly worker: string
  readonly tasks: readonly string[]
  /** Resolves when the command must stop waiting. */
  readonly end: Promise<'late' | 'interrupted'>
}

/** Waits with one czar. Returns null when the wait is over, or an error if that czar ended before. */
async function waitOnce({ client, io, worker, tasks, end }: Waiting): Promise<CzarError | null> {
  const here = Promise.withResolvers<'over' | 'gone'>()
  const followed = await followEvents(client, await client.position(), event => {
    if (event.kind === 'wait.ended' && event.worker === worker) here.resolve('over')
  })
  void followed.ended.then(() => here.resolve('gone'))
  try {
    io.stdout.write(`${await sendCommand(client, { verb: 'wait', worker, tasks: [...tasks] })}\n`)
    const how = await Promise.race([here.promise, end])
    if (how === 'gone') return new CzarError('late', 'the czar ended while you waited', { hint: 'czar wait' })
    // If the wait is not ended here, the czar believes until the end of the turn that the agent still waits.
    if (how !== 'over') await sendCommand(client, { verb: 'wait', worker, tasks: [], gives_up: true })
    report(await client.state(), { io, worker, tasks, isLate: how !== 'over' })
    return null
  } finally {
    followed.close()
  }
}

/** The error if no czar answers. Other errors, such as a refusal, are thrown. */
function orGone(error: unknown): CzarError {
  if (error instanceof NoCzarError || (error instanceof ToolError && error.reason === 'server-gone')) return error
  throw error
}

/** Whether a czar answers again before the time is over. */
async function comesBack({ client, end }: Waiting): Promise<boolean> {
  const deadline = performance.now() + COMES_BACK_WITHIN_MS
  while (performance.now() < deadline) {
    if (await client.position().then(isThere, isAway)) return true
    if ((await Promise.race([end, pause(RETRY_EVERY_MS)])) !== undefined) return false
  }
  return false
}

const isThere = () => true
const isAway = () => false

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
