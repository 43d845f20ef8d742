import { closeSync, constants, openSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { ReadStream } from 'node:tty'

/** Where the dashboard's keys come from. */
export interface Keyboard {
  readonly stdin: NodeJS.ReadStream
  /** Runs a program that has the terminal to itself: until it has ended no key of it is read here. */
  lend<Result>(run: () => Promise<Result>): Promise<Result>
  close(): void
}

/** The same terminal, opened anew: by the name behind the standard input, which `su` may forbid, or as our own. */
const DEVICES = ['/dev/fd/0', '/dev/tty']
/** Answers of the terminal to questions of the program that had it may come so late: they are no keys. */
const ECHO_MS = 120

/**
 * The keys of the terminal that is the standard input. Pausing a stream does not reliably stop Node's reading (24.21,
 * after ink 8.0 took its listener away), and two who read one terminal are a trap: keys are lost, tmux 3.3a ends a
 * client whose read finds nothing, and Node stands still where the program made the shared descriptor block. So
 * the terminal is opened here a second time, and closed while it is lent. Throws what opening it throws.
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
    // The window is gone, and a hang-up signal on its way.
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
