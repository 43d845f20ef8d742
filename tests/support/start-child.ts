import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { COMPILED_CODE } from './compiled-code.ts'

/** A TypeScript program in a process of its own. A test can wait for lines that it prints. It is killed when the test ends. */
export interface Child {
  readonly process: ChildProcess
  /** The lines that it has printed so far. */
  readonly lines: readonly string[]
  /** Kills it with kill -9, and waits until the process is gone and its whole output has been read. */
  kill(): Promise<void>
}

/** Starts the program at a file URL: `startChild(new URL('children/hold-lock.ts', import.meta.url), directory)`. */
export function startChild(program: URL, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, [fileURLToPath(program), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...COMPILED_CODE },
  })
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', line => lines.push(line))
  const closed = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await closed
  })
  return {
    process: child,
    lines,
    kill: async () => {
      child.kill('SIGKILL')
      await closed
    },
  }
}
