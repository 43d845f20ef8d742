import type { PaneId } from '../../../core/model/ids.ts'
import { unescapeOutput } from './unescape-output.ts'

/** More bytes than this within one window are a flood. The pane is then paused, so that 100 MB cost next to nothing. */
const FLOOD_BYTES = 64 * 1024
const WINDOW_MS = 500

/** Receives the facts from the hub's lines. */
export interface HubListener {
  onBytes(pane: PaneId, bytes: Buffer): void
  /** Output resumes after a part of it was skipped. */
  onHole(pane: PaneId): void
  /** Asks tmux to stop or resume sending this pane's output to the hub client. */
  refresh(pane: PaneId, state: 'pause' | 'continue'): void
}

/** Reads the hub client's `%extended-output` lines and holds back panes that flood. */
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
    // tmux pauses a pane when czar is a second behind.
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
      this.#listener.onHole(pane)
    }
    this.#paused.set(pane, setTimeout(goOn, forMs))
  }
}

/** `%extended-output %3 0 : bytes`, or `%output %3 bytes`; the bytes begin at `start`. */
function readOutput(line: Buffer): { readonly pane: PaneId; readonly start: number } | null {
  const head = line.toString('latin1', 0, 64)
  const found = /^%(?:extended-output (%\d+) [^:]*: |output (%\d+) )/.exec(head)
  return found === null ? null : { pane: (found[1] ?? found[2]) as PaneId, start: found[0].length }
}
