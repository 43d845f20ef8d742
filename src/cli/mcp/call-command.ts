import { Readable } from 'node:stream'
import { bareProgram } from '../bare-program.ts'
import { reportFailure } from '../exit.ts'
import type { CliIo, Output } from '../io.ts'
import { registerRun } from '../verbs/fleet/run.ts'
import { registerHandoff } from '../verbs/worker/handoff.ts'
import { registerInbox } from '../verbs/worker/inbox.ts'
import { registerPeers } from '../verbs/worker/peers.ts'
import { registerReport } from '../verbs/worker/report.ts'
import { registerSay } from '../verbs/worker/say.ts'
import { registerSpawn } from '../verbs/worker/spawn.ts'
import { registerWait } from '../verbs/worker/wait.ts'

export interface Call {
  readonly argv: readonly string[]
  /** The standard input of the command. The command reads it if one of its words is `-`. */
  readonly stdin?: string
}

export interface Called {
  /** The command's output, followed by its error output. */
  readonly text: string
  readonly exitCode: number
  /** Whether czar could not run the command, or refused it. The text then ends with the error. */
  readonly isRefused: boolean
}

const VERBS = [registerReport, registerHandoff, registerPeers, registerInbox, registerSay, registerSpawn, registerWait, registerRun]

/** Runs one command of a worker in this process and captures its output. Aborting `cancelled` acts like Ctrl-C. */
export async function callCommand({ argv, stdin = '' }: Call, agent: CliIo, cancelled: AbortSignal): Promise<Called> {
  const stdout = keeper()
  const stderr = keeper()
  let exitCode = 0
  let isRefused = false
  const io: CliIo = {
    ...agent,
    stdin: Readable.from(stdin === '' ? [] : [stdin]),
    stdout,
    stderr,
    endsWith: code => {
      exitCode = code
    },
    onInterrupt: listener => onAbort(cancelled, listener),
    onSignal: listener => onAbort(cancelled, () => listener('SIGTERM')),
  }
  const program = bareProgram(io)
  for (const register of VERBS) register(program, io)
  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    exitCode = reportFailure(error, io)
    isRefused = exitCode !== 0
  }
  return { text: [stdout.text(), stderr.text()].filter(text => text !== '').join('\n'), exitCode, isRefused }
}

function keeper(): Output & { text(): string } {
  let kept = ''
  return {
    isTerminal: false,
    size: () => null,
    write: text => {
      kept += text
    },
    text: () => kept,
  }
}

function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) queueMicrotask(listener)
  signal.addEventListener('abort', listener)
  return () => signal.removeEventListener('abort', listener)
}
