const ESC = 0x1b
const BEL = 0x07
const CAN = 0x18
const SUB = 0x1a
/** Longer titles are cut, because a faulty program may print any number of bytes without ending the escape sequence of the title. */
const LONGEST = 2_048

/** Gets what the output of one pane shows. */
export interface ScannerListener {
  onTitle(title: string): void
  onBracketedPaste(isOn: boolean): void
}

type Mode = 'ground' | 'escape' | 'csi' | 'osc' | 'osc-escape' | 'string' | 'string-escape'

/** Finds titles (OSC 0 and 2) and switches of bracketed paste (`ESC[?2004h`/`l`) in a stream whose chunks may be cut anywhere. */
export class TerminalScanner {
  readonly #listener: ScannerListener
  #mode: Mode = 'ground'
  #collected: number[] = []

  constructor(listener: ScannerListener) {
    this.#listener = listener
  }

  /** Forgets an escape sequence that has begun, because a part of the stream is missing. */
  reset(): void {
    this.#mode = 'ground'
    this.#collected = []
  }

  read(bytes: Buffer): void {
    let at = 0
    while (at < bytes.length) {
      if (this.#mode === 'ground') {
        const begin = bytes.indexOf(ESC, at)
        if (begin === -1) return
        this.#mode = 'escape'
        at = begin + 1
      } else {
        this.#step(bytes[at] ?? 0)
        at += 1
      }
    }
  }

  #step(byte: number): void {
    if ((byte === CAN || byte === SUB) && this.#mode !== 'string') return this.reset()
    if (this.#mode === 'escape') this.#startSequence(byte)
    else if (this.#mode === 'csi') this.#stepCsi(byte)
    else if (this.#mode === 'osc') this.#stepOsc(byte)
    else if (this.#mode === 'string') this.#mode = byte === ESC ? 'string-escape' : 'string'
    else if (this.#mode === 'string-escape') this.#mode = byte === 0x5c ? 'ground' : byte === ESC ? 'string-escape' : 'string'
    else {
      this.#endOsc()
      this.#startSequence(byte)
    }
  }

  #startSequence(byte: number): void {
    this.#collected = []
    if (byte === 0x5b) this.#mode = 'csi'
    else if (byte === 0x5d) this.#mode = 'osc'
    else if (byte === 0x50 || byte === 0x5f || byte === 0x5e || byte === 0x58) this.#mode = 'string'
    else if (byte === ESC) this.#mode = 'escape'
    else {
      this.#mode = 'ground'
      if (byte === 0x63) this.#listener.onBracketedPaste(false)
    }
  }

  #stepCsi(byte: number): void {
    if (byte === ESC) this.#mode = 'escape'
    else if (byte >= 0x40 && byte <= 0x7e) {
      this.#mode = 'ground'
      this.#endCsi(byte)
    } else this.#collect(byte)
  }

  #endCsi(final: number): void {
    if ((final !== 0x68 && final !== 0x6c) || this.#collected[0] !== 0x3f) return
    const modes = String.fromCharCode(...this.#collected.slice(1)).split(';')
    if (modes.includes('2004')) this.#listener.onBracketedPaste(final === 0x68)
  }

  #stepOsc(byte: number): void {
    if (byte === ESC) this.#mode = 'osc-escape'
    else if (byte === BEL) {
      this.#mode = 'ground'
      this.#endOsc()
    } else this.#collect(byte)
  }

  #endOsc(): void {
    const kind = this.#collected[0]
    const isTitle = (kind === 0x30 || kind === 0x32) && this.#collected[1] === 0x3b
    if (isTitle) this.#listener.onTitle(Buffer.from(this.#collected.slice(2)).toString('utf8'))
    this.#collected = []
  }

  #collect(byte: number): void {
    if (this.#collected.length < LONGEST) this.#collected.push(byte)
  }
}
