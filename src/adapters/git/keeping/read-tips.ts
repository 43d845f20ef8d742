import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A name in a git directory, and the object to which it points. */
export interface Tip {
  /** The name, for example `HEAD`, `refs/heads/main`, `refs/stash` or `rebase-merge/orig-head`. */
  readonly name: string
  readonly oid: string
  /** True: the name pointed to `oid` earlier, according to its reflog. False: the name points to `oid` now. */
  readonly isPast: boolean
}

/** Folders in which unfinished operations keep the hashes of commits, besides `refs` and `logs`. */
const OPERATIONS = ['rebase-merge', 'rebase-apply', 'sequencer']
const PSEUDO_REF = /^(?:[A-Z_]*HEAD|AUTO_MERGE|BISECT_EXPECTED_REV|BISECT_START)$/
const OID = /\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b/g

/**
 * Finds every object that is named in a git directory. It reads the files without running git, so no settings of that directory have an
 * effect.
 */
export function tipsIn(gitDir: string): readonly Tip[] {
  const top = filesIn(gitDir, false).filter(path => PSEUDO_REF.test(path))
  const named = [...top, ...['refs', ...OPERATIONS].flatMap(folder => filesIn(join(gitDir, folder), true).map(path => join(folder, path)))]
  const past = filesIn(join(gitDir, 'logs'), true).map(path => join('logs', path))
  return [
    ...named.flatMap(name => oidsOf(join(gitDir, name)).map(oid => ({ name, oid, isPast: false }))),
    ...packedRefs(gitDir),
    ...past.flatMap(name => oidsOf(join(gitDir, name)).map(oid => ({ name, oid, isPast: true }))),
  ]
}

/** The commit to which the HEAD of a git directory points. `refsDir` contains the branches. */
export function readHead(gitDir: string, refsDir: string): string | null {
  const text = read(join(gitDir, 'HEAD')).trim()
  const branch = /^ref: (.+)$/.exec(text)?.[1]
  if (branch === undefined) return oidsIn(text)[0] ?? null
  return oidsOf(join(refsDir, branch))[0] ?? packedRefs(refsDir).find(({ name }) => name === branch)?.oid ?? null
}

function packedRefs(gitDir: string): readonly Tip[] {
  return read(join(gitDir, 'packed-refs'))
    .split('\n')
    .filter(line => /^[0-9a-f]+ refs\//.test(line))
    .map(line => ({ name: line.slice(line.indexOf(' ') + 1), oid: line.slice(0, line.indexOf(' ')), isPast: false }))
}

function filesIn(folder: string, recursive: boolean): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive })
    return entries.filter(entry => entry.isFile()).map(entry => relative(folder, join(entry.parentPath, entry.name)))
  } catch {
    return []
  }
}

function oidsOf(path: string): readonly string[] {
  return oidsIn(read(path))
}

function oidsIn(text: string): readonly string[] {
  return [...new Set(text.match(OID) ?? [])].filter(oid => !/^0+$/.test(oid))
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
