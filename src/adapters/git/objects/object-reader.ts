import { join } from 'node:path'
import type { ObjectFacts } from './batch-answers.ts'
import { type BatchProcess, startBatch } from './batch-process.ts'
import { fileFingerprint, lookAtFile } from './file-fingerprint.ts'

/**
 * Reads objects of a repository with one `git cat-file` process that keeps running. A method returns null if the process could not answer.
 * The caller may then run git for the question.
 */
export interface ObjectReader {
  /** What git says about each object, in the order of the names. An entry is null if there is no such object. */
  facts(names: readonly string[]): Promise<readonly (ObjectFacts | null)[] | null>
  /** The content of an object. It must be used only for objects that are known to be small. */
  content(oid: string): Promise<Buffer | null>
}

export interface ReaderSettings {
  readonly commonDir: string
  /** Arguments that come before the name of git's command. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

export interface ReaderTimes {
  /** The process is ended after there was no question for this long. */
  readonly restMs: number
  /** A process that has run for this long is replaced by a new one, because git keeps each commit that it has read in memory. */
  readonly renewMs: number
  /** The process is killed if it takes longer than this to answer. */
  readonly patienceMs: number
}

const TIMES: ReaderTimes = { restMs: 30_000, renewMs: 300_000, patienceMs: 20_000 }

interface Current {
  readonly process: BatchProcess
  readonly stamp: string
  readonly startedAt: number
}

export function createObjectReader(settings: ReaderSettings, times: ReaderTimes = TIMES): ObjectReader {
  const ask = createAsk(settings, times)
  return {
    async facts(names) {
      if (names.some(name => name.includes('\n'))) return null
      const answers = await ask(names.map(name => ({ verb: 'info', name })))
      return answers?.map(({ facts }) => facts) ?? null
    },
    async content(oid) {
      const answers = await ask([{ verb: 'contents', name: oid }])
      return answers?.[0]?.content ?? null
    },
  }
}

/** Returns a function that asks the running process. If the process dies, the question is asked once more, of a new process. */
function createAsk({ commonDir, args, env }: ReaderSettings, { restMs, renewMs, patienceMs }: ReaderTimes): BatchProcess['ask'] {
  let current: Current | null = null
  let rest: NodeJS.Timeout | undefined

  function processNow(): BatchProcess {
    const stamp = stampOf(commonDir)
    const now = performance.now()
    const isFit = current !== null && !current.process.isGone() && current.stamp === stamp && now - current.startedAt < renewMs
    if (current !== null && isFit) return current.process
    current?.process.end()
    current = { process: startBatch({ args, env: { ...env, GIT_DIR: commonDir }, patienceMs }), stamp, startedAt: now }
    return current.process
  }

  function endAtRest(): void {
    clearTimeout(rest)
    rest = setTimeout(() => {
      if (current?.process.isBusy()) return endAtRest()
      current?.process.end()
      current = null
    }, restMs).unref()
  }

  return async commands => {
    endAtRest()
    return (await processNow().ask(commands)) ?? (await processNow().ask(commands))
  }
}

/**
 * Files that git reads only once when it starts, or keeps open. If one of them changes, a process that is already running may give old
 * answers, so it is replaced.
 */
const READ_ONCE = [
  ...['config', 'packed-refs', 'shallow', join('info', 'grafts'), join('refs', 'replace')],
  ...[join('objects', 'pack'), join('objects', 'info', 'alternates')],
]

function stampOf(commonDir: string): string {
  const objects = lookAtFile(join(commonDir, 'objects'))
  return [...READ_ONCE.map(name => fileFingerprint(lookAtFile(join(commonDir, name)))), objects?.ino].join('\n')
}
