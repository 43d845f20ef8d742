import type { PaneId } from '../../../core/model/ids.ts'
import { unescapeOutput } from './unescape-output.ts'

/**
 * If a pane sends more bytes than this within WINDOW_MS, tmux stops sending its output for a while. So even 100 MB of output cost next to
 * nothing.
 */
const FLOOD_BYTES = 64 * 1024
const WINDOW_MS = 500

/** What HubOutput reports about the panes. */
export interface HubListener {
  onBytes(pane: PaneId, bytes: Buffer): void
  /** The pane's output resumes, and the part in between was skipped. */
  onGap(pane: PaneId): void
  /** Asks tmux to stop or resume sending this pane's output to the hub client. */
  refresh(pane: PaneId, state: 'pause' | 'continue'): void
}

/** Reads the lines of the client that gets all panes' output (the hub client). It pauses panes that send too much. */
export class HubOutput {
  readonly #listener: HubListener
  readonly #counts = new Map<PaneId, number>()
  #windowSince = 0
  readonly #paused = new Map<PaneId, NodeJS.Timeout>()

  constructor(listener: HubListener) {
    this.#listener = listener
  }

  onLine(line: Buffer): void {
    const output = readOutput(line)
    if (output !== null) return this.#onOutput(output.pane, line, output.start)
    // tmux itself pauses a pane if czar is a second behind in reading its output.
    const paused = /^%pause (%\d+)$/.exec(line.toString('latin1', 0, 40))
    if (paused !== null && !this.#paused.has(paused[1] as PaneId)) this.#pause(paused[1] as PaneId, 0)
  }

  close(): void {
    for (const timer of this.#paused.values()) clearTimeout(timer)
    this.#paused.clear()
  }

  #onOutput(pane: PaneId, line: Buffer, start: number): void {
    if (this.#paused.has(pane)) return
    const bytes = unescapeOutput(line, start)
    this.#listener.onBytes(pane, bytes)
    if (!this.#isFlood(pane, bytes.length)) return
    this.#listener.refresh(pane, 'pause')
    this.#pause(pane, WINDOW_MS)
  }

  #isFlood(pane: PaneId, bytes: number): boolean {
    const now = performance.now()
    if (now - this.#windowSince > WINDOW_MS) {
      this.#windowSince = now
      this.#counts.clear()
    }
    const count = (this.#counts.get(pane) ?? 0) + bytes
    this.#counts.set(pane, count)
    return count > FLOOD_BYTES
  }

  #pause(pane: PaneId, forMs: number): void {
    const goOn = () => {
      this.#paused.delete(pane)
      this.#counts.delete(pane)
      this.#listener.refresh(pane, 'continue')
      this.#listener.onGap(pane)
    }
    this.#paused.set(pane, setTimeout(goOn, forMs))
  }
}

/** Parses `%extended-output %3 0 : bytes` or `%output %3 bytes`. `start` is where the bytes of the output begin in the line. */
function readOutput(line: Buffer): { readonly pane: PaneId; readonly start: number } | null {
  const head = line.toString('latin1', 0, 64)
  const found = /^%(?:extended-output (%\d+) [^:]*: |output (%\d+) )/.exec(head)
  return found === null ? null : { pane: (found[1] ?? found[2]) as PaneId, start: found[0].length }
}
