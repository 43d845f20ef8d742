import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { basename } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { AgentKind } from '../../core/model/agent-traits.ts'

export interface VersionQuestion {
  readonly program: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** How long a program may take to print its version. A program that waits for a network or for input must not delay the caller longer. */
const VERSION_TIMEOUT_MS = 10_000
const MOST_BYTES = 65_536

/**
 * The version that a program prints if it is called with `--version`. Returns null if the program prints none in time, or none that czar
 * can read. The program runs in a session of its own and without input, so it has no terminal. Its whole process group is killed
 * afterwards.
 */
export function readVersion(question: VersionQuestion): Promise<string | null> {
  // If the program cannot be started, its version is unknown.
  return ask(question).catch(() => null)
}

function ask({ program, env, cwd, timeoutMs = VERSION_TIMEOUT_MS, signal }: VersionQuestion): Promise<string | null> {
  return new Promise(resolve => {
    const child = spawn(program, ['--version'], { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
    const chunks: Buffer[] = []
    let bytes = 0
    const over = (status: number | null) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
      process.removeListener('exit', giveUp)
      // The program may have left a child process that holds the pipe open, so its whole group is ended.
      endGroup(child.pid)
      child.stdout.destroy()
      resolve(status === 0 ? versionIn(Buffer.concat(chunks).toString('utf8')) : null)
    }
    const giveUp = () => over(null)
    const timer = setTimeout(giveUp, timeoutMs)
    signal?.addEventListener('abort', giveUp)
    process.once('exit', giveUp)
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= MOST_BYTES) chunks.push(chunk)
      else giveUp()
    })
    child.once('error', giveUp)
    // When the program exits, the pipe may still contain output, so czar waits up to DRAIN_MS until the pipe is closed.
    child.once('exit', status => {
      const timer = setTimeout(over, DRAIN_MS, status)
      child.stdout.once('close', () => {
        clearTimeout(timer)
        over(status)
      })
    })
    beNice(child.pid)
  })
}

const DRAIN_MS = 200

/**
 * Whether czar may ask the program for its version. If the command is another program that starts the agent, `--version` might do
 * anything, or print that other program's version.
 */
export function saysOwnVersion(kind: AgentKind, program: string): boolean {
  return new RegExp(`^${kind}(?:[-@_]?v?\\d[\\w.]*)?$`).test(basename(program))
}

/**
 * Finds the version in the output. A line that contains only a version comes first, because notices about updates and other programs
 * contain versions too.
 */
export function versionIn(output: string): string | null {
  const lines = stripVTControlCharacters(output)
    .split(/[\r\n]+/)
    .filter(line => line.length <= LONGEST_LINE)
  const own = lines.flatMap(
    line => /^\s*(?:[A-Za-z][\w-]*[ /@:-]+)?(?:version )?v?(\d+\.\d+\.\d+[\w.+-]*)(?: \([^)]*\))?\s*$/.exec(line)?.[1] ?? [],
  )
  if (own.length > 0) return own[0]?.slice(0, MOST_CHARS) ?? null
  const all = new Set(lines.flatMap(line => line.match(/\d+\.\d+\.\d+[\w.+-]*/g) ?? []))
  return all.size === 1 ? ([...all][0]?.slice(0, MOST_CHARS) ?? null) : null
}

const MOST_CHARS = 40
/** Longer lines are left out. They contain no version, and the patterns would be slow on them. */
const LONGEST_LINE = 200

/** Gives the process the lowest priority, so that everything else on the machine runs first. */
function beNice(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    setPriority(pid, 10)
  } catch {
    // The process has already ended, so no signal is needed.
  }
}

function endGroup(pid: number | undefined): void {
  // The pid must be greater than 1: kill(0) would hit this process's own group, and kill(-1) every process.
  if (pid === undefined || pid <= 1) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The process has already ended, so no signal is needed.
  }
}
