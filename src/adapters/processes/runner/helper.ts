import { fork } from 'node:child_process'
import { once } from 'node:events'
import { builtProgram } from '../built-program.ts'
import type { ProgramCall, ProgramEnd, RunProgram } from './run-here.ts'

export interface Question {
  readonly id: number
  readonly call: ProgramCall
}

export type Answer = { readonly kind: 'ready' } | { readonly kind: 'ended'; readonly id: number; readonly end: ProgramEnd }

/** A small process that runs programs for this one. */
export interface Helper {
  readonly run: RunProgram
  readonly pid: number | undefined
  isReady(): boolean
  isGone(): boolean
  /** How many programs it runs now. */
  running(): number
  /** Resolves when its process is gone. */
  end(): Promise<void>
}

/** What its end leaves open: nobody knows whether the program ran to its end. */
const LOST: ProgramEnd = {
  status: null,
  stdout: '',
  stderr: '',
  timedOut: false,
  isTooMuch: false,
  failure: 'the process that runs programs for the czar has ended',
}

/** Starts it in a session and a folder of its own: neither Ctrl-C at a foreground czar nor a worktree that goes touches it. */
export function startHelper(): Helper {
  const child = fork(builtProgram('program-runner'), {
    cwd: '/',
    env: {},
    detached: true,
    execArgv: ['--max-semi-space-size=1'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const waiting = new Map<number, (end: ProgramEnd) => void>()
  let isReady = false
  let isGone = false
  let last = 0
  const exited = once(child, 'exit').catch(() => {})
  child.unref()
  child.channel?.unref()
  child.on('message', (answer: Answer) => {
    if (answer.kind === 'ready') isReady = true
    else settle(answer.id, answer.end)
  })
  child.once('disconnect', lose)
  child.on('error', lose)

  function settle(id: number, end: ProgramEnd): void {
    waiting.get(id)?.(end)
    waiting.delete(id)
    if (waiting.size === 0) child.channel?.unref()
  }

  function lose(): void {
    isGone = true
    for (const id of [...waiting.keys()]) settle(id, LOST)
  }

  return {
    run(call) {
      const id = ++last
      const { promise, resolve } = Promise.withResolvers<ProgramEnd>()
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
      // Who waits for its end is not to end before it for want of anything else to do.
      child.ref()
      if (child.connected) child.disconnect()
      await exited
    },
  }
}
