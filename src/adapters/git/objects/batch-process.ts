import { type ChildProcess, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { type BatchAnswer, takeAnswers } from './batch-answers.ts'

/** One command for `git cat-file --batch-command`. */
export interface BatchCommand {
  readonly verb: 'info' | 'contents'
  /** The name of an object. It must not contain a line break, because that would begin another command. */
  readonly name: string
}

/** A running `git cat-file` process that answers questions until it is ended. */
export interface BatchProcess {
  /** Returns the answers in the order of the commands. null: the process ended or hung before it had answered all commands. */
  ask(commands: readonly BatchCommand[]): Promise<readonly BatchAnswer[] | null>
  isGone(): boolean
  isBusy(): boolean
  /** Ends the process after it has answered what was asked. */
  end(): void
}

export interface BatchStart {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly patienceMs: number
}

interface Question {
  readonly commands: readonly BatchCommand[]
  readonly answers: BatchAnswer[]
  readonly resolve: (answers: readonly BatchAnswer[] | null) => void
}

/**
 * Starts the process in `/` and in a session of its own. If it ran in the repository, czar would think that it may hold the repository's
 * locks. In its own session, a Ctrl-C in the terminal of czar does not end it. If czar ends, the process ends too, because its input ends.
 */
export function startBatch({ args, env, patienceMs }: BatchStart): BatchProcess {
  try {
    const words = [...args, 'cat-file', '--batch-command', '--buffer']
    return talkTo(spawn('git', words, { cwd: '/', env, detached: true, stdio: ['pipe', 'pipe', 'ignore'] }), patienceMs)
  } catch {
    return NO_PROCESS
  }
}

/** Stands in for the process if the system cannot start one. */
const NO_PROCESS: BatchProcess = { ask: async () => null, isGone: () => true, isBusy: () => false, end() {} }

// Long: the inner functions share the same process.
function talkTo(child: ChildProcess, patienceMs: number): BatchProcess {
  const input = child.stdin as Socket
  const output = child.stdout as Socket
  const waiting: Question[] = []
  let isGone = false
  let patience: NodeJS.Timeout | undefined
  // This listener must be added first. If the system has no free file descriptor, the process has no pipes, and the lines below throw.
  child.on('error', lose)
  child.unref()
  input.unref()
  output.unref()
  input.on('error', () => {})
  output.on(
    'data',
    takeAnswers(() => nextVerb() === 'contents', take),
  )
  child.once('exit', () => {
    isGone = true
  })
  child.once('close', lose)

  function nextVerb(): BatchCommand['verb'] | undefined {
    return waiting[0]?.commands[waiting[0].answers.length]?.verb
  }

  function take(answer: BatchAnswer): void {
    const [question] = waiting
    question?.answers.push(answer)
    if (question !== undefined && question.answers.length === question.commands.length) settle(question.answers)
  }

  function settle(found: readonly BatchAnswer[] | null): void {
    clearTimeout(patience)
    waiting.shift()?.resolve(found)
    if (waiting.length > 0) beginToWait()
    else output.unref()
  }

  function beginToWait(): void {
    clearTimeout(patience)
    patience = setTimeout(() => {
      child.kill('SIGKILL')
      lose()
    }, patienceMs)
  }

  function lose(): void {
    isGone = true
    while (waiting.length > 0) settle(null)
  }

  return {
    ask(commands) {
      if (isGone || commands.length === 0) return Promise.resolve(isGone ? null : [])
      const { promise, resolve } = Promise.withResolvers<readonly BatchAnswer[] | null>()
      if (waiting.length === 0) beginToWait()
      waiting.push({ commands, answers: [], resolve })
      output.ref()
      input.write(`${commands.map(({ verb, name }) => `${verb} ${name}\n`).join('')}flush\n`)
      return promise
    },
    isGone: () => isGone,
    isBusy: () => waiting.length > 0,
    end: () => input.end(),
  }
}
