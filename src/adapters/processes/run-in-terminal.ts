import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, constants, openSync, rmSync, writeSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { ToolError } from '../../core/model/errors.ts'
import { shellWord } from '../../core/text/shell-word.ts'

/** The command that installs the programs `script` and `setpriv`. */
export const SCRIPT_HINT = 'apt-get install bsdutils util-linux   # elsewhere: util-linux, util-linux-script'

/** The longest time until a program writes something to its terminal. */
const START_MS = 10_000

export interface TerminalProgram {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly columns: number
  readonly rows: number
  readonly onOutput: (bytes: Uint8Array) => void
  readonly onEnd: () => void
}

/** A program that runs on a terminal (pty) which only czar sees. */
export interface TerminalRun {
  /** Types keys. If the program takes no keys for a long time, further ones are dropped. */
  write(keys: string): void
  /** Stops and continues the reading of the output. */
  pause(): void
  resume(): void
  /** Closes the terminal, as a terminal window does. The program gets SIGHUP. */
  close(): void
}

/**
 * Runs a program on a new terminal, with the program `script` of util-linux. Node cannot open a terminal, and a native module for it would
 * be the largest part of the package. At the end of its input, `script` types Ctrl-D into the terminal (2.38), which would end an agent. So
 * its input is a named pipe that `script` itself holds open: the pipe has no end, even if czar is killed. If no program reads its output
 * any more, `script` runs on (2.38). So `setpriv`, also of util-linux, lets the kernel end it together with czar. Long: the inner functions
 * share the pipe.
 */
export async function runInTerminal(program: TerminalProgram): Promise<TerminalRun> {
  const directory = await mkdtemp(join(tmpdir(), 'czar-terminal-'))
  const pipe = join(directory, 'keys')
  let keys: number
  try {
    await execa('mkfifo', ['-m', '600', pipe])
    // Opened for both directions, because a pipe without a reader cannot be opened for writing alone.
    keys = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK)
  } catch (error) {
    rmSync(directory, { recursive: true, force: true })
    throw error
  }
  const child = start(program, pipe)
  let isOpen = true

  function forget(): void {
    if (!isOpen) return
    isOpen = false
    closeSync(keys)
    rmSync(directory, { recursive: true, force: true })
    program.onEnd()
  }

  child.once('close', forget)
  child.stdout?.on('data', (bytes: Uint8Array) => {
    // The program runs, so the pipe is open at its side.
    rmSync(directory, { recursive: true, force: true })
    program.onOutput(bytes)
  })
  try {
    await started(child)
  } catch (error) {
    forget()
    throw error
  }
  return {
    write(text) {
      if (isOpen) writeKeys(keys, text)
    },
    pause: () => void child.stdout?.pause(),
    resume: () => void child.stdout?.resume(),
    // With SIGTERM `script` waits for its program. Without `script` the terminal is closed at once.
    close: () => void child.kill('SIGKILL'),
  }
}

function start({ argv, env, columns, rows }: TerminalProgram, pipe: string): ChildProcess {
  const command = `stty cols ${columns} rows ${rows} && exec ${argv.map(shellWord).join(' ')}`
  const words = ['-c', 'exec setpriv --pdeathsig KILL script -qefc "$1" /dev/null <> "$2"', 'sh', command, pipe]
  return spawn('sh', words, { env: { ...env, SHELL: '/bin/sh' }, stdio: ['ignore', 'pipe', 'ignore'] })
}

/** Waits for the first output. If there is no output, `script` is not installed, the program ended at once, or the program hangs. */
function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => child.kill('SIGKILL'), START_MS)
    child.stdout?.once('data', () => {
      clearTimeout(tooLate)
      resolve()
    })
    child.once('error', reject)
    child.once('close', code => {
      clearTimeout(tooLate)
      const isMissing = code === 127
      const text = isMissing
        ? 'the program script or setpriv is not installed'
        : `the terminal could not be opened: ${code === null ? 'it stays empty' : `exit ${code}`}`
      const hint = isMissing ? SCRIPT_HINT : 'czar doctor'
      reject(new ToolError(text, { command: ['script'], reason: isMissing ? 'missing' : 'failed', hint }))
    })
  })
}

/** A full pipe takes no more keys. A person sees on the screen that they do not arrive. */
function writeKeys(descriptor: number, text: string): void {
  try {
    writeSync(descriptor, text)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
  }
}
