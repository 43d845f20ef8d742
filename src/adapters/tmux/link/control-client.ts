import { randomBytes } from 'node:crypto'
import { execa } from 'execa'
import { ToolError } from '../../../core/model/errors.ts'
import { addressWords, type TmuxAddress, timeoutError } from '../command/run-tmux.ts'
import { tmuxFailure } from '../command/tmux-failure.ts'
import { HUB } from '../server/server-setup.ts'
import { splitLines } from './split-lines.ts'

/** The answer to one command. A line may hold several commands. */
export interface ControlBlock {
  readonly ok: boolean
  readonly lines: readonly string[]
}

/**
 * The answer to one line: a block for each command, and the lines that tmux printed outside of blocks (`load-buffer` prints its errors
 * there).
 */
export interface ControlReply {
  readonly blocks: readonly ControlBlock[]
  readonly stray: readonly string[]
}

interface Request {
  readonly what: string
  readonly line: string
  readonly settle: (reply: ControlReply | Error) => void
}

/** The last field of a block that answers a command which czar sent. A block of a hook that the command triggered ends in 0 instead. */
const FROM_OUR_INPUT = ' 1'

/**
 * A child process `tmux -C attach`, which reads commands as input lines. After each line it prints a secret word, by which czar knows
 * where the answer ends.
 */
export class ControlClient {
  /** Resolves when the child process has ended, with the reason if czar knows it. */
  readonly closed: Promise<string>
  readonly #child: ReturnType<typeof attach>
  readonly #onNotification: (line: Buffer) => void
  readonly #timeoutMs: number
  readonly #secret = randomBytes(12).toString('hex')
  readonly #requests: Request[] = []
  /** The lines that wait until the client is attached. null once it is attached, because lines are then sent at once. */
  #unsent: string[] | null = []
  #blocks: ControlBlock[] = []
  #stray: string[] = []
  #open: { readonly tail: string; readonly lines: string[] } | null = null
  #said = ''
  #isClosed = false

  constructor(address: TmuxAddress, flags: string, onNotification: (line: Buffer) => void) {
    this.#onNotification = onNotification
    this.#timeoutMs = address.timeoutMs
    this.#child = attach(address, flags)
    this.#child.stdout.on(
      'data',
      splitLines(line => this.#read(line)),
    )
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-2_000)
    })
    this.#child.stdin.on('error', () => {})
    this.closed = this.#child.then(() => this.#close())
  }

  /** Sends one line (any number of commands joined by `;`) and waits for the answers to all its commands. */
  request(
    line: string,
    { what, timeoutMs = this.#timeoutMs }: { readonly what: string; readonly timeoutMs?: number },
  ): Promise<ControlReply> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(this.#gone(what, line))
      const timer = Number.isFinite(timeoutMs) ? setTimeout(() => reject(timeoutError(what, [line], timeoutMs)), timeoutMs) : undefined
      const settle = (reply: ControlReply | Error) => {
        clearTimeout(timer)
        if (reply instanceof Error) reject(reply)
        else resolve(reply)
      }
      this.#requests.push({ what, line, settle })
      this.#send(`${line}\ndisplay-message -p ${this.#secret}\n`)
    })
  }

  /** Kills the child process with KILL, because a child that is stopped would keep a server that is ending alive. */
  kill(): void {
    this.#child.kill('SIGKILL')
  }

  /**
   * Sends lines, or keeps them until the client is attached. tmux 3.3a may run earlier input before it attaches. A `wait-for` in that
   * input would then block the attaching for ever.
   */
  #send(lines: string): void {
    if (this.#unsent === null) this.#child.stdin.write(lines)
    else this.#unsent.push(lines)
  }

  #onAttached(): void {
    const unsent = this.#unsent ?? []
    this.#unsent = null
    if (unsent.length > 0) this.#child.stdin.write(unsent.join(''))
  }

  #read(line: Buffer): void {
    if (this.#open !== null) return this.#readInBlock(line.toString())
    if (line[0] !== 0x25) this.#stray.push(line.toString())
    else if (line.subarray(0, 7).toString('latin1') === '%begin ') this.#open = { tail: line.toString('latin1', 7), lines: [] }
    else {
      if (this.#unsent !== null && line.toString('latin1', 0, 16) === '%session-changed') this.#onAttached()
      this.#onNotification(line)
    }
  }

  #readInBlock(line: string): void {
    const block = this.#open
    if (block === null) return
    const isEnd = line === `%end ${block.tail}`
    if (!isEnd && line !== `%error ${block.tail}`) {
      block.lines.push(line)
      return
    }
    this.#open = null
    if (this.#unsent !== null) this.#said += block.lines.join('\n')
    else if (block.lines.length === 1 && block.lines[0] === this.#secret) this.#answer()
    else if (block.tail.endsWith(FROM_OUR_INPUT)) this.#blocks.push({ ok: isEnd, lines: block.lines })
  }

  #answer(): void {
    const reply = { blocks: this.#blocks, stray: this.#stray }
    this.#blocks = []
    this.#stray = []
    this.#requests.shift()?.settle(reply)
  }

  #close(): string {
    this.#isClosed = true
    for (const { what, line, settle } of this.#requests.splice(0)) settle(this.#gone(what, line))
    return this.#said
  }

  #gone(what: string, line: string): ToolError {
    const said = this.#said.trim() || 'the connection to the tmux server was closed'
    return new ToolError(`${what}: ${said}`, { command: [line], stderr: this.#said, reason: 'server-gone', hint: 'czar status' })
  }
}

function attach(address: TmuxAddress, flags: string) {
  const words = [...addressWords(address), '-N', '-C', 'attach-session', '-t', `=${HUB}`, '-f', flags]
  return execa(address.tmuxPath, words, { env: address.env, extendEnv: false, buffer: false, reject: false, stdin: 'pipe' })
}

/** Returns the answer if all its commands succeeded. Otherwise it throws an error with the message of the first failed command. */
export function orThrow(reply: ControlReply, facts: { readonly what: string; readonly line: string }): ControlReply {
  const failed = reply.blocks.find(block => !block.ok)
  if (failed === undefined && reply.stray.length === 0) return reply
  const said = [...(failed?.lines ?? []), ...reply.stray].join('\n')
  throw tmuxFailure(facts.what, said, { command: [facts.line] })
}
