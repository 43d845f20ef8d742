import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { builtProgram } from '../built-program.ts'
import { notRun, type ProgramCall, type ProgramEnd, type RunProgram, runHere } from './run-here.ts'

export interface Question {
  readonly id: number
  readonly call: ProgramCall
}

/** What the helper sends to czar. `alive` comes every second while the helper runs a program. */
export type HelperAnswer = { readonly kind: 'ready' | 'alive' } | { readonly kind: 'ended'; readonly id: number; readonly end: ProgramEnd }

/** A second, small process of czar that only runs programs. */
export interface Helper {
  readonly run: RunProgram
  readonly pid: number | undefined
  isReady(): boolean
  isGone(): boolean
  /** The number of programs that the helper is running. */
  running(): number
  /** Resolves when the helper's process has ended. */
  end(): Promise<void>
}

/** The result of a program whose helper ended. It is unknown whether the program finished. */
const LOST = notRun('the process that runs programs for the czar has ended')
/**
 * If a helper that runs programs sends nothing for this long, it is stopped or hangs in the kernel. It then cannot end its programs in
 * time either, so czar kills it.
 */
const SILENT_MS = 20_000
const LOOKS = 4
const END_MS = 1_500

/** Stands in for the helper if none could be started, for example for lack of memory. Programs then run as children of czar. */
const NO_HELPER: Helper = { run: runHere, pid: undefined, isReady: () => false, isGone: () => true, running: () => 0, end: async () => {} }

/**
 * Starts the helper in a session of its own and in the folder `/`. So Ctrl-C in czar's terminal does not end it, and it does not keep a
 * worktree from being removed.
 */
export function startHelper(silentMs = SILENT_MS): Helper {
  const child = forkHelper()
  return child === null ? NO_HELPER : talkTo(child, silentMs)
}

// Long: the inner functions share the same child process.
function talkTo(child: ChildProcess, silentMs: number): Helper {
  const waiting = new Map<number, (end: ProgramEnd) => void>()
  let isReady = false
  let isGone = false
  let last = 0
  let silentLooks = 0
  let watch: NodeJS.Timeout | undefined
  const exited = once(child, 'exit').catch(() => {})
  child.unref()
  child.channel?.unref()
  child.on('message', (answer: HelperAnswer) => {
    silentLooks = 0
    if (answer.kind === 'ready') isReady = true
    else if (answer.kind === 'ended') settle(answer.id, answer.end)
  })
  child.once('disconnect', lose)
  child.on('error', lose)

  function settle(id: number, end: ProgramEnd): void {
    waiting.get(id)?.(end)
    waiting.delete(id)
    if (waiting.size > 0) return
    clearInterval(watch)
    child.channel?.unref()
  }

  function lose(): void {
    isGone = true
    for (const id of [...waiting.keys()]) settle(id, LOST)
  }

  function listen(): void {
    silentLooks = 0
    // Counts checks and not time. If czar itself was paused, its timer fires once and then the messages that arrived meanwhile are read,
    // so the helper is not killed by mistake.
    watch = setInterval(() => {
      silentLooks += 1
      if (silentLooks < LOOKS) return
      child.kill('SIGKILL')
      lose()
    }, silentMs / LOOKS)
  }

  return {
    run(call) {
      const id = ++last
      const { promise, resolve } = Promise.withResolvers<ProgramEnd>()
      if (waiting.size === 0) listen()
      waiting.set(id, resolve)
      child.channel?.ref()
      child.send({ id, call } satisfies Question, error => {
        if (error !== null) settle(id, LOST)
      })
      return promise
    },
    pid: child.pid,
    isReady: () => isReady && !isGone,
    isGone: () => isGone,
    running: () => waiting.size,
    async end() {
      // Keeps this process alive until the helper has exited.
      child.ref()
      if (child.connected) child.disconnect()
      // A helper that is stopped does not notice that its connection is closed, so it is killed after a while.
      const late = setTimeout(() => child.kill('SIGKILL'), END_MS)
      await exited
      clearTimeout(late)
    },
  }
}

/** Starts the helper's process. null: it cannot be started. Some system errors are thrown here, and others arrive later as an event. */
function forkHelper(): ChildProcess | null {
  try {
    return fork(builtProgram('program-runner'), {
      cwd: '/',
      env: {},
      detached: true,
      execArgv: ['--max-semi-space-size=1'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
  } catch {
    return null
  }
}
