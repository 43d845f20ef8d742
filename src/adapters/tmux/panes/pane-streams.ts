import type { PaneId } from '../../../core/model/ids.ts'
import { TerminalScanner } from './terminal-scanner.ts'

/** The least time between two reports about a pane's output, because a program may write thousands of times a second. */
const TELL_EVERY_MS = 50

/** Gets what the panes' output shows. */
export interface StreamListener {
  /** Returns false if the pane is not recorded yet. The output is then reported again later. */
  onOutput(pane: PaneId, bytes: number, at: number): boolean
  onTitle(pane: PaneId, title: string, at: number): void
}

interface PaneStream {
  readonly scanner: TerminalScanner
  title: string | null
  bracketedPaste: boolean | null
  untold: number
  lastAt: number
  toldAt: number
}

/** What czar knows about each pane from its output: the title, and whether the program switched on bracketed paste. */
export class PaneStreams {
  readonly #listener: StreamListener
  readonly #streams = new Map<PaneId, PaneStream>()
  #timer: NodeJS.Timeout | null = null

  constructor(listener: StreamListener) {
    this.#listener = listener
  }

  read(pane: PaneId, bytes: Buffer): void {
    const stream = this.#stream(pane)
    stream.lastAt = Date.now()
    stream.untold += bytes.length
    stream.scanner.read(bytes)
    if (stream.lastAt - stream.toldAt >= TELL_EVERY_MS) this.#tell(pane, stream)
    else this.#timer ??= setTimeout(() => this.#tellAll(), TELL_EVERY_MS)
  }

  /** Reports the output that came before the pane was recorded. */
  tellNow(pane: PaneId): void {
    const stream = this.#streams.get(pane)
    if (stream !== undefined && stream.untold > 0) this.#tell(pane, stream)
  }

  /** Notes that a part of the output is missing. The missing part may have switched bracketed paste, so that is now unknown. */
  noteGap(pane: PaneId): void {
    const stream = this.#stream(pane)
    stream.scanner.reset()
    stream.bracketedPaste = null
  }

  /** Sets a title that was read from tmux and not from the pane's output. */
  setTitle(pane: PaneId, title: string): void {
    const stream = this.#stream(pane)
    if (stream.title === title) return
    stream.title = title
    this.#listener.onTitle(pane, title, Date.now())
  }

  bracketedPaste(pane: PaneId): boolean | null {
    return this.#streams.get(pane)?.bracketedPaste ?? null
  }

  /** Notes that czar has seen this pane's output from its start. So bracketed paste is off until the program switches it on. */
  born(pane: PaneId): void {
    this.#stream(pane).bracketedPaste ??= false
  }

  title(pane: PaneId): string | null {
    return this.#streams.get(pane)?.title ?? null
  }

  forget(pane: PaneId): void {
    this.#streams.delete(pane)
  }

  clear(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#streams.clear()
  }

  #stream(pane: PaneId): PaneStream {
    const known = this.#streams.get(pane)
    if (known !== undefined) return known
    const scanner = new TerminalScanner({
      onTitle: title => this.setTitle(pane, title),
      onBracketedPaste: isOn => {
        this.#stream(pane).bracketedPaste = isOn
      },
    })
    const stream = { scanner, title: null, bracketedPaste: null, untold: 0, lastAt: 0, toldAt: 0 }
    this.#streams.set(pane, stream)
    return stream
  }

  #tell(pane: PaneId, stream: PaneStream): void {
    stream.toldAt = stream.lastAt
    if (this.#listener.onOutput(pane, stream.untold, stream.lastAt)) stream.untold = 0
  }

  #tellAll(): void {
    this.#timer = null
    for (const [pane, stream] of this.#streams) if (stream.untold > 0) this.#tell(pane, stream)
  }
}
