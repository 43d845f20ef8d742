import { join } from 'node:path'
import type { ObjectFacts } from './batch-answers.ts'
import { type BatchProcess, startBatch } from './batch-process.ts'
import { filePrint, lookAtFile } from './file-print.ts'

/** Reads objects of a repository by one `git cat-file` that stays. null: it could not be asked; a program for the one question may. */
export interface ObjectReader {
  /** The facts of each name's object, in order; null for a name without an object. */
  facts(names: readonly string[]): Promise<readonly (ObjectFacts | null)[] | null>
  /** The content of an object; only of one whose size is known to be small. */
  content(oid: string): Promise<Buffer | null>
}

export interface ReaderSettings {
  readonly commonDir: string
  /** git's words before the command. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

export interface ReaderTimes {
  /** It ends after this long without a question. */
  readonly restMs: number
  /** It is replaced after this long: git keeps each commit that it read. */
  readonly renewMs: number
  /** It is killed when an answer takes this long. */
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

/** Asks the process that lives. When it dies, the question is asked once more. */
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

/** What git reads once, or keeps open: with a changed one of these an older process may give an old answer. */
const READ_ONCE = [
  ...['config', 'packed-refs', 'shallow', join('info', 'grafts'), join('refs', 'replace')],
  ...[join('objects', 'pack'), join('objects', 'info', 'alternates')],
]

function stampOf(commonDir: string): string {
  const objects = lookAtFile(join(commonDir, 'objects'))
  return [...READ_ONCE.map(name => filePrint(lookAtFile(join(commonDir, name)))), objects?.ino].join('\n')
}
