import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { basename } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { AgentKind } from '../../core/model/project.ts'

export interface VersionQuestion {
  readonly program: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** A program that cannot say its version soon says none: it may wait for a network, or for an answer. */
const VERSION_TIMEOUT_MS = 10_000
const MOST_BYTES = 65_536

/**
 * The version that a program answers to `--version`; null: none in time, or none that can be read. It runs in a session of its
 * own with nothing to read, so it finds no terminal to ask at or to write to, and everything in its group ends with it.
 */
export function readVersion(question: VersionQuestion): Promise<string | null> {
  // A program that cannot be started at all says no version either.
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
      // A child of it may hold the pipe open for as long as it lives.
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
    // What it wrote before its end may still be in the pipe, so the pipe's own end is waited for a moment.
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

/** Whether the program can be asked: of a wrapper nobody knows what `--version` makes it do, or whose version it says. */
export function saysOwnVersion(kind: AgentKind, program: string): boolean {
  return new RegExp(`^${kind}(?:[-@_]?v?\\d[\\w.]*)?$`).test(basename(program))
}

/** A line of its own counts first, since notices of updates and of other programs hold versions too. */
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
/** No version stands in a longer one, and a pattern may take long on it. */
const LONGEST_LINE = 200

/** Whatever runs beside it comes first. */
function beNice(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    setPriority(pid, 10)
  } catch {
    // It had ended already.
  }
}

function endGroup(pid: number | undefined): void {
  // 0 and 1 would be this process's own group, and everybody.
  if (pid === undefined || pid <= 1) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It had ended by itself.
  }
}
