import { errorIn, sameError } from '../text/error-text.ts'
import { oneLine } from './lines.ts'

export interface FailedAgain {
  /** The last lines of the output of the failed command. */
  readonly tail: string
  /**
   * The error for which the claim before was rejected. It is null if no claim was rejected before, or if czar found no error in its output.
   */
  readonly before: string | null
  /** The paths that the worker changed. */
  readonly files: readonly string[]
}

const MOST_PLACES = 3
const MOST_LINES = 200
const LINE_CHARS = 400
const QUOTED_CHARS = 160
/** Finds a place in a file, such as `src/a.ts:12`. The path may be absolute. */
const PLACE = /((?:[\w@.+~-]*\/)*[\w@+-][\w@.+-]*\.[A-Za-z]\w{0,5}):(\d+)/g
const PROOF = /^.*\/\.proofs\/[^/]+\//
const NOT_OURS = /(?:^|\/)(?:node_modules|site-packages|\.venv|vendor|internal|dist-packages)\/|^\//
/** Finds messages that something is missing. The first group that matches has its name. */
const MISSING =
  /(?:Cannot find (?:module|package)|Could not resolve|No module named|Can't resolve|Module not found:[^'"]*) ['"]([^'"]+)['"]|ENOENT[^'"]*['"]([^'"]+)['"]|(?:No such file or directory|cannot open|can't open file):? ['"]?([\w./-]+)|(?:sh|bash): (?:line )?\d*:? ?([\w./-]+): (?:command )?not found/

/**
 * Returns hints for a worker whose claim was rejected again, one sentence each, found by rules. They say whether the error is the same as
 * before, what the commits lack, and which places in files the output names.
 */
export function likelyCause({ tail: whole, before, files }: FailedAgain): readonly string[] {
  const tail = shortened(whole)
  return [...compared(errorIn(tail), before), ...missing(tail), ...places(tail, files)]
}

/** Leaves out lines that are longer than this. Such a line is data, and searching it would be very slow. */
function shortened(tail: string): string {
  return tail
    .split('\n')
    .slice(-MOST_LINES)
    .map(line => line.slice(0, LINE_CHARS))
    .join('\n')
}

function compared(now: string | null, before: string | null): readonly string[] {
  if (now === null || before === null) return []
  if (sameError(now, before)) {
    return [
      `It fails in the same way as last time: ${quote(now)}. Your changes since then did not affect the cause. First read what the check expects.`,
    ]
  }
  return [`Last time the error was ${quote(before)}, now it is ${quote(now)}: your changes had an effect, but an error is left.`]
}

function missing(tail: string): readonly string[] {
  const name = MISSING.exec(tail)
    ?.slice(1)
    .find(group => group !== undefined)
  if (name === undefined) return []
  const plain = oneLine(name.replace(PROOF, ''), QUOTED_CHARS)
  return [`${plain} is missing in the fresh worktree of the check. See whether it is committed, and not ignored by git.`]
}

function places(tail: string, files: readonly string[]): readonly string[] {
  const found = new Map<string, string>()
  for (const [, written = '', line = ''] of tail.matchAll(PLACE)) {
    const path = written.replace(PROOF, '').replace(/^\.\//, '')
    if (!NOT_OURS.test(path) && path.includes('.') && !found.has(path)) found.set(path, line)
  }
  return [...found].slice(0, MOST_PLACES).map(([path, line]) => {
    const whose = files.includes(path)
      ? 'which you changed'
      : 'which you did not change. It may say what is expected, or use code that you changed'
    return `The output names ${oneLine(path, QUOTED_CHARS)}:${line}, ${whose}.`
  })
}

function quote(error: string): string {
  return `"${oneLine(error, QUOTED_CHARS)}"`
}
