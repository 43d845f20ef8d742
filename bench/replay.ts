import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { landWindow, type MemberEnd, type PlayedWindow } from './replay/land-window.ts'
import { type MergeWindow, windowsOf } from './replay/windows.ts'
import { cloneForMerges, isNotStored } from './support/older-merge.ts'

/**
 * Takes branches of a real history that people worked on at the same time, and merges them as proven work. Checks that each branch comes to
 * base with the tree that people made of it. If a branch conflicts, checks that it is left out and that the right files are named: those
 * that git's older method of merging (`-s recursive`) names in a checkout. A window is a group of such branches with the commit where they
 * began. `node bench/replay.ts REPOSITORY` tests the newest 100 windows. `node bench/replay.ts REPOSITORY LIST` tests the windows of a
 * file, which has one window a line: the base and the merges. If the file does not exist, it is written.
 */
const MOST_WINDOWS = 100
const [repository, list] = process.argv.slice(2)
if (repository === undefined) throw new RangeError('name a repository')

const folder = await realpath(await mkdtemp(join(tmpdir(), 'czar-replay-')))
try {
  const { repo, mergeOlder } = cloneForMerges(repository, folder)
  const git = (...args: readonly string[]) => tryGit(repo, args)
  const windows = await readWindows(git)
  const played: PlayedWindow[] = []
  for (const [at, window] of windows.entries()) {
    const one = await landWindow({ repo, folder, mergeOlder }, window, at).catch((error: Error) => {
      if (!isNotStored(error)) throw error
      process.stdout.write(`not stored whole: ${window.base}\n`)
      return null
    })
    if (one === null) continue
    played.push(one)
    for (const [member, end] of one.ends.entries()) {
      if (end === 'different' || end === 'other files') process.stdout.write(`${end}: ${window.merges[member]?.merge}\n`)
    }
  }
  console.table(tableOf(played))
} finally {
  await rm(folder, { recursive: true, force: true })
}

function tableOf(played: readonly PlayedWindow[]): readonly object[] {
  const ends = played.flatMap(window => window.ends)
  const count = (end: MemberEnd) => ends.filter(other => other === end).length
  const whole = played.filter(({ isOrderFree }) => isOrderFree !== null)
  return [
    { what: 'windows; branches in them', figure: `${played.length}; ${ends.length}` },
    { what: 'windows that landed on base', figure: played.filter(({ hasLanded }) => hasLanded).length },
    { what: 'landed with the tree of the history', figure: count('same') },
    { what: 'landed, and people changed more in the merge', figure: count('edited') },
    { what: 'landed with a tree that nothing explains', figure: count('different') },
    { what: 'set aside with the right files', figure: count('conflict') },
    { what: 'set aside, for they contain such a branch', figure: count('needs') },
    { what: 'set aside with other files', figure: count('other files') },
    {
      what: 'windows without a conflict; the same tree in reverse',
      figure: `${whole.length}; ${whole.filter(one => one.isOrderFree).length}`,
    },
  ]
}

async function readWindows(git: (...args: readonly string[]) => string): Promise<readonly MergeWindow[]> {
  const known = list === undefined ? null : await readFile(list, 'utf8').catch(() => null)
  if (known !== null) return known.split('\n').flatMap(line => readWindow(git, line))
  const windows = windowsOf(git, MOST_WINDOWS)
  const text = windows.map(({ base, merges }) => `${[base, ...merges.map(({ merge }) => merge)].join(' ')}\n`).join('')
  if (list !== undefined) await writeFile(list, text)
  return windows
}

function readWindow(git: (...args: readonly string[]) => string, line: string): readonly MergeWindow[] {
  const [base = '', ...merges] = line.split(' ')
  return merges.length === 0 ? [] : [{ base, merges: merges.map(merge => ({ merge, tip: git('rev-parse', `${merge}^2`) })) }]
}

/** Runs git. The result is empty if two commits have no common ancestor. */
function tryGit(repo: string, args: readonly string[]): string {
  try {
    return execFileSync('git', ['-C', repo, ...args], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return ''
  }
}
