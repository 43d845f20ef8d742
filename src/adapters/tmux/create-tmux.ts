import { dirname } from 'node:path'
import { ToolError } from '../../core/model/errors.ts'
import type { MessageId, PaneId, ServerId, SessionId } from '../../core/model/ids.ts'
import type { PaneScreen } from '../../core/ports/pane-screen.ts'
import type { PaneFacts, PasteResult, SessionSnapshot, SessionSpec, TerminalPort, TerminalSignal } from '../../core/ports/terminal-port.ts'
import { refuseForeignAgents } from '../processes/refuse-foreign-agents.ts'
import { type RunProgram, runHere } from '../processes/runner/run-here.ts'
import { tmuxVersion } from './command/tmux-version.ts'
import { capturePane } from './input/capture.ts'
import { guardedInput } from './input/guarded-input.ts'
import { pasteText, removeLeftPastes } from './input/paste.ts'
import { readLineMode } from './input/read-line-mode.ts'
import { readPaneScreen } from './input/read-screen.ts'
import { childrenBusy } from './panes/children-busy.ts'
import { createSession } from './panes/create-session.ts'
import { endServer } from './panes/end-server.ts'
import { endSession } from './panes/end-session.ts'
import { readExitFile } from './panes/exit-files.ts'
import { isWorker } from './panes/living-agents.ts'
import { type PaneTarget, readPaneFacts } from './panes/pane-facts.ts'
import { PaneWatch } from './panes/pane-watch.ts'
import { toSnapshots } from './panes/session-snapshot.ts'
import { checkSessionSpec } from './panes/session-spec.ts'
import { type AgentMarks, type Swept, sweep } from './panes/sweep.ts'
import { WAITING_OPTION } from './people/status-line.ts'
import type { ServerPlan } from './server/server.ts'
import { ensureSocketDirectory } from './server/socket-directory.ts'

const SWEEP_GRACE_MS = 2_000

/** Address and settings of one project's tmux server. */
export interface TmuxOptions {
  /** An absolute path of at most 107 bytes. Czar makes its directory (mode 0700) if it is missing. */
  readonly socketPath: string
  readonly tmuxPath?: string
  /** The complete environment of the tmux server. The server inherits nothing from czar. */
  readonly env: Readonly<Record<string, string>>
  readonly shellPath?: string
  /** All session names of the project begin with this prefix, for example `gateway-worker-`. */
  readonly sessionPrefix: string
  readonly historyLines?: number
  /** A tmux command that has no answer after this long fails with ToolError `timeout`. */
  readonly timeoutMs?: number
  /** Runs programs other than tmux. If it is absent, they run as children of this process. */
  readonly run?: RunProgram
  readonly log?: (message: string) => void
  /** How czar recognises the agents' processes after their session is gone. If it is absent, czar cannot find such processes. */
  readonly marks?: AgentMarks
}

/** Creates the terminal port that uses the project's own tmux server. */
export function createTmux(options: TmuxOptions): TerminalPort {
  return new TmuxTerminal(options)
}

class TmuxTerminal implements TerminalPort {
  readonly #plan: ServerPlan
  readonly #shellPath: string
  readonly #watch: PaneWatch
  readonly #marks: AgentMarks | null
  readonly #run: RunProgram
  readonly #listeners: ((signal: TerminalSignal) => void)[] = []

  constructor({
    socketPath,
    tmuxPath = 'tmux',
    env,
    shellPath = '/bin/sh',
    sessionPrefix,
    historyLines = 5_000,
    timeoutMs = 20_000,
    run = runHere,
    log,
    marks,
  }: TmuxOptions) {
    const { TMUX: _server, TMUX_PANE: _pane, ...rest } = env
    this.#plan = { address: { tmuxPath, socketPath, env: rest, timeoutMs }, sessionPrefix, historyLines }
    this.#shellPath = shellPath
    this.#marks = marks ?? null
    this.#run = run
    this.#watch = new PaneWatch(this.#plan, { tell: signal => this.#tell(signal), log: log ?? (() => {}) })
  }

  async start(): Promise<ServerId> {
    const directory = await ensureSocketDirectory(this.#plan.address.socketPath)
    const server = await this.#watch.link.start().catch(async error => {
      // An old tmux fails at some unknown option. Czar asks for the version here, so that the error names the version instead.
      await tmuxVersion(this.#plan.address)
      throw error
    })
    await removeLeftPastes(this.#watch.link, directory)
    return server.id
  }

  onSignal(listener: (signal: TerminalSignal) => void): void {
    this.#listeners.push(listener)
  }

  async create(spec: SessionSpec): Promise<SessionSnapshot> {
    await checkSessionSpec(spec, this.#plan.sessionPrefix)
    if (this.#marks !== null && isWorker(spec.marks.worker)) await refuseForeignAgents([spec.cwd], this.#marks.projectDir)
    const own = await createSession(this.#watch.link, spec, this.#shellPath)
    const server = this.#watch.serverId()
    this.#watch.enter(own)
    this.#watch.streams.born(own.pane)
    return { server, session: own.session, pane: own.pane, name: own.name, pid: own.pid, dead: false, marks: spec.marks }
  }

  async list(): Promise<readonly SessionSnapshot[]> {
    const rows = await this.#watch.list()
    const server = this.#watch.serverId()
    return toSnapshots(
      rows.filter(row => row.name.startsWith(this.#plan.sessionPrefix)),
      server,
    )
  }

  async facts(pane: PaneId): Promise<PaneFacts> {
    const { sessionActivity: _, tty, ...facts } = await readPaneFacts(this.#watch.link, this.#target(pane))
    const own = this.#watch.book.get(pane)
    const written = facts.dead && own !== null ? await readExitFile(own.exitDir) : null
    const bracketedPaste = this.#watch.streams.bracketedPaste(pane)
    // A program that switched on bracketed paste reads single keys. So czar need not read the terminal's mode for each paste.
    const lineMode = bracketedPaste === true || facts.dead || tty === null ? null : await readLineMode(tty, this.#run)
    return { ...facts, deadStatus: written ?? facts.deadStatus, bracketedPaste, lineMode }
  }

  async isOver(pane: PaneId): Promise<boolean> {
    // The shell around the agent reports the end of the agent before tmux marks the pane as dead. Agents that end together share one list
    // of panes.
    if (this.#watch.book.has(pane) && this.#watch.book.isOver(pane)) return true
    const rows = await this.#watch.list().catch((error: unknown) => {
      if (error instanceof ToolError && error.reason === 'server-gone') return []
      throw error
    })
    return rows.find(row => row.pane === pane)?.dead ?? true
  }

  capture(pane: PaneId, history = 0): Promise<string> {
    return capturePane(this.#watch.link, pane, history)
  }

  screen(pane: PaneId): Promise<PaneScreen> {
    return readPaneScreen(this.#watch.link, pane)
  }

  paste(pane: PaneId, text: string, given?: MessageId): Promise<PasteResult> {
    const directory = dirname(this.#plan.address.socketPath)
    return pasteText(this.#watch.link, this.#target(pane), { text, directory, given: given ?? null })
  }

  keys(pane: PaneId, keys: readonly string[]): Promise<PasteResult> {
    return guardedInput(this.#watch.link, this.#target(pane), [['send-keys', '-t', pane, '--', ...keys]])
  }

  childrenBusy(program: { readonly pid: number; readonly born: string | null }): Promise<boolean | null> {
    return childrenBusy(program)
  }

  async showWaiting(pane: PaneId, isWaiting: boolean): Promise<void> {
    const sign = ['set-option', '-p', '-t', pane, WAITING_OPTION, isWaiting ? '1' : '']
    await this.#watch.link.run([sign], { what: `showing a notice at pane ${pane}` })
  }

  end(session: SessionId, graceMs: number): Promise<void> {
    return endSession(this.#watch, session, graceMs)
  }

  async sweep(swept: Swept, graceMs: number): Promise<void> {
    if (this.#marks !== null) await sweep(this.#marks, swept, graceMs)
  }

  async endServer(): Promise<void> {
    await endServer(this.#watch, this.#plan.address)
    this.#watch.close()
    await this.sweep({ worker: null, keep: null }, SWEEP_GRACE_MS)
  }

  async close(): Promise<void> {
    this.#watch.close()
  }

  #target(pane: PaneId): PaneTarget {
    return { pane, session: this.#watch.book.get(pane)?.session ?? null }
  }

  #tell(signal: TerminalSignal): void {
    for (const listener of this.#listeners) listener(signal)
  }
}
