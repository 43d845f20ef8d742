import { existsSync } from 'node:fs'
import { ToolError } from '../../../core/model/errors.ts'
import type { ServerId } from '../../../core/model/ids.ts'
import { asArguments, type TmuxCommand } from '../command/quote.ts'
import { runTmux, type TmuxAddress } from '../command/run-tmux.ts'
import { tmuxFailure } from '../command/tmux-failure.ts'
import { parseTmuxVersion } from '../command/tmux-version.ts'
import { endDyingServer } from './end-dying-server.ts'
import { forgetEnvironment, HUB, MAKE_HUB, serverHooks, serverOptions } from './server-setup.ts'

/** A running tmux server. */
export interface TmuxServer {
  readonly id: ServerId
  readonly pid: number
  /** The version of the running server, numbered like TmuxVersion (303 means 3.3a). It may be older than the installed tmux. */
  readonly version: number
}

/** What is needed to start and set up a project's server. */
export interface ServerPlan {
  readonly address: TmuxAddress
  readonly sessionPrefix: string
  readonly historyLines: number
}

/**
 * How long a server needs to exit at most, if nothing blocks it. Measured: 0.4 s with 200 panes, and 0.9 s on a busy machine (tmux 3.3a).
 */
const GOING_AWAY_MS = 2_000
const LOOK_EVERY_MS = 25

/** Takes over the server at the project's socket, or starts one. In both cases it sets the options, the hooks and the hub session. */
export async function ensureServer(plan: ServerPlan): Promise<TmuxServer> {
  return (await setUpOnceGone(plan)) ?? endOldAndSetUp(plan)
}

async function endOldAndSetUp(plan: ServerPlan): Promise<TmuxServer> {
  await endDyingServer(plan.address)
  return setUp(plan, false)
}

/** Tries again until a server that is exiting is gone, and sets up a new one. null: the server does not exit. */
async function setUpOnceGone(plan: ServerPlan): Promise<TmuxServer | null> {
  for (const since = performance.now(); performance.now() - since < GOING_AWAY_MS; ) {
    try {
      return await setUp(plan, (await runningServer(plan.address)) !== null)
    } catch (error) {
      if (!isServerGone(error)) throw error
    }
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS))
  }
  return null
}

const TELL_ID: TmuxCommand = ['display-message', '-p', '#{pid}:#{start_time}:#{version}']

/** The server that runs at the project's socket. null: none runs. */
export async function runningServer(address: TmuxAddress): Promise<TmuxServer | null> {
  if (!existsSync(address.socketPath)) return null
  try {
    return serverOf(await runTmux(address, ['-N', ...TELL_ID], { what: 'looking for the tmux server' }))
  } catch (error) {
    // A server that is exiting still accepts the connection, and then says "server exited unexpectedly". Such a server counts as gone.
    if (isServerGone(error)) return null
    throw error
  }
}

const isServerGone = (error: unknown): boolean => error instanceof ToolError && error.reason === 'server-gone'

function serverOf(said: string): TmuxServer {
  const [, pid, startTime, version] = /^(\d+):(\d+):(.*)$/.exec(said.trim()) ?? []
  if (pid === undefined)
    throw tmuxFailure('reading the id of the tmux server', `tmux answered ${JSON.stringify(said)}`, { command: TELL_ID })
  return { id: `${pid}:${startTime}` as ServerId, pid: Number(pid), version: parseTmuxVersion(`tmux ${version}`).number }
}

async function setUp({ address, historyLines, sessionPrefix }: ServerPlan, isRunning: boolean): Promise<TmuxServer> {
  const hub = isRunning && (await hasHub(address)) ? [] : [MAKE_HUB]
  const commands = [
    ['start-server'],
    ...serverOptions(historyLines),
    ...hub,
    ...serverHooks(sessionPrefix),
    ...forgetEnvironment([...Object.keys(address.env), 'PWD']),
    TELL_ID,
  ]
  return serverOf(await runTmux(address, asArguments(...commands), { what: 'starting the tmux server' }))
}

async function hasHub(address: TmuxAddress): Promise<boolean> {
  const names = await runTmux(address, ['-N', 'list-sessions', '-F', '#{session_name}'], { what: 'listing the tmux sessions' })
  return names.split('\n').includes(HUB)
}
