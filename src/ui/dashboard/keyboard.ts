import { closeSync, constants, openSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { ReadStream } from 'node:tty'

/** The source of the dashboard's key presses. */
export interface Keyboard {
  readonly stdin: NodeJS.ReadStream
  /** Runs a program that has the terminal to itself. Until the program ends, nothing else reads a key. */
  lend<Result>(run: () => Promise<Result>): Promise<Result>
  close(): void
}

/**
 * Two names under which the same terminal can be opened again: the file behind the standard input, which may be forbidden after `su`, and
 * the controlling terminal.
 */
const DEVICES = ['/dev/fd/0', '/dev/tty']
/** After another program has ended, the terminal may still send answers to that program for this long. Such answers are not key presses. */
const ECHO_MS = 120

/**
 * Reads keys from a terminal that it opens a second time, and closes it while another program has the terminal. Closing is needed because
 * pausing a stream does not reliably stop Node 24.21 from reading, after ink 8.0 removed its listener. With two readers of one terminal
 * keys get lost, and tmux 3.3a ends a client whose read returns nothing. Node hangs if the other program makes the shared descriptor
 * blocking. Throws an error if the terminal cannot be opened. Long: the inner functions share the same terminal.
 */
export function openKeyboard(): Keyboard {
  let terminal: ReadStream | null = null
  let isHeard = true
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode(isRaw: boolean) {
      stdin.isRaw = isRaw
      terminal?.setRawMode(isRaw)
      return stdin
    },
    ref: () => stdin,
    unref: () => stdin,
  })

  function take(): ReadStream {
    const opened = openTerminal()
    opened.on('data', keys => isHeard && stdin.write(keys))
    // The terminal's window is gone, and a hang-up signal will follow.
    opened.once('error', () => stdin.end())
    opened.once('end', () => stdin.end())
    terminal = opened
    return opened
  }
  async function takeBack(): Promise<void> {
    isHeard = false
    take().setRawMode(true)
    await delay(ECHO_MS)
    isHeard = true
  }
  async function leave(): Promise<void> {
    const left = terminal
    terminal = null
    if (left === null || left.destroyed) return
    left.removeAllListeners('data')
    await new Promise<void>(resolve => left.destroy().once('close', resolve))
  }

  take()
  return {
    stdin: stdin as unknown as NodeJS.ReadStream,
    async lend(run) {
      await leave()
      try {
        return await run()
      } finally {
        await takeBack()
      }
    },
    close: () => void leave(),
  }
}

function openTerminal(): ReadStream {
  const failures: unknown[] = []
  for (const device of DEVICES) {
    try {
      return readTerminal(openSync(device, constants.O_RDONLY | constants.O_NOCTTY))
    } catch (error) {
      failures.push(error)
    }
  }
  throw new AggregateError(failures, 'the terminal cannot be opened for reading')
}

function readTerminal(descriptor: number): ReadStream {
  try {
    return new ReadStream(descriptor)
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}
