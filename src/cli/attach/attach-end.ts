import { readStatus } from '../../adapters/status/read-status.ts'
import { ToolError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { WorkerSession } from '../client/worker-session.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'

/** How the tmux client ended that had taken over the person's terminal. */
export interface AttachRun {
  readonly argv: readonly string[]
  readonly status: number | null
  /** What the client wrote to its standard error. */
  readonly stderr: string
}

/** How long to wait until the status says why the session ended. The czar records the reason a moment after the end. */
const STATUS_WITHIN_MS = 1_500
const LOOK_EVERY_MS = 50

/**
 * Switches off the modes that a tmux client leaves on when its server dies: alternate screen, mouse, focus events, bracketed paste,
 * extended keys and hidden cursor.
 */
const TERMINAL_RESET = '\x1b[?1049l\x1b[?1000;1002;1003;1006l\x1b[?1004l\x1b[?2004l\x1b[>4m\x1b[?25h\x1b[0m'

/** Tells the person why the session ended although they did not leave it themselves. Throws ToolError if tmux itself failed. */
export async function tellAttachEnd(
  place: ProjectPlace,
  { io, worker, ran, after }: { readonly io: CliIo; readonly worker: string; readonly ran: AttachRun; readonly after: WorkerSession },
): Promise<void> {
  if (ran.status !== 0) throw failure({ io, worker, ran, after, project: place.name })
  if (after.id !== null) return io.stdout.write(`${worker}: its session has ended and a new one has begun: czar attach ${worker}\n`)
  const view = (await statusSince(place.directory, io)).workers[worker]
  const reason = view === undefined ? 'it is no longer in the fleet' : `${view.health}, ${plainText(view.reason, 300)}`
  io.stdout.write(`${worker}: its session has ended: ${reason}\n`)
}

function failure({
  io,
  worker,
  ran,
  after,
  project,
}: {
  io: CliIo
  worker: string
  ran: AttachRun
  after: WorkerSession
  project: string
}) {
  const facts = { command: ran.argv, status: ran.status, stderr: [ran.stderr, after.stderr].filter(text => text !== '').join('\n') }
  const why = plainText(ran.stderr, 200) || `exit ${ran.status}`
  if (after.hasServer)
    return new ToolError(`tmux could not show ${worker}: ${why}`, { ...facts, reason: 'failed', hint: `czar why ${worker}` })
  io.stdout.write(TERMINAL_RESET)
  return new ToolError(`the tmux server of ${project} ended while ${worker}'s terminal was open`, {
    ...facts,
    reason: 'server-gone',
    hint: `czar status -p ${project}`,
  })
}

/** Waits for the first status that is written after now. Without a running czar, returns the last status. */
async function statusSince(directory: string, io: CliIo): Promise<StatusView> {
  const now = io.now()
  for (;;) {
    const view = readStatus(directory)
    if (Date.parse(view.updated_at) >= now || io.now() - now > STATUS_WITHIN_MS) return view
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
