import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { isCopy } from '../../../core/duplicates/compare-work.ts'
import { type Fingerprint, fingerprintOf, type SymbolsOfFile } from '../../../core/duplicates/fingerprint.ts'
import { isCompared } from '../../../core/duplicates/is-compared.ts'
import type { AddedCommit, AddedQuestion, AddedText, SymbolsPort } from '../../../core/ports/duplicates-port.ts'
import type { Hands } from '../../hands.ts'

/**
 * How many shingles (short pieces of text that are compared) czar keeps in memory. They take 32 MB, and are enough for the work of a
 * thousand tasks.
 */
const MOST_SHINGLES = 8_000_000
/** The work of a branch counts as at least this many shingles, because its commits and names take memory too. */
const LEAST_SHINGLES = 500

type Readers = Pick<Hands, 'git' | 'symbols' | 'log'>

/** Reads the text that branches add, and remembers the results, so that each commit is read only once. */
export function rememberFingerprints(hands: Readers) {
  const readers = { ...hands, symbols: rememberSymbols(hands) }
  const known = new LRUCache<string, { readonly print: Fingerprint | null }, AddedQuestion>({
    maxSize: MOST_SHINGLES,
    sizeCalculation: ({ print }) => LEAST_SHINGLES + (print === null ? 0 : shinglesIn(print)),
    ignoreFetchAbort: true,
    fetchMethod: async (_key, _stale, { context }) => ({ print: await readPrint(readers, context) }),
  })
  return {
    /** Reads the text that a branch adds. Returns null if it is too long to be compared. */
    async of(question: AddedQuestion): Promise<Fingerprint | null> {
      const key = `${question.from} ${question.head} ${question.uncommitted?.tree ?? ''}`
      return (await known.forceFetch(key, { context: question })).print
    },
    /**
     * Like `of`, but leaves out the lines of commits that are on the other branch too, as themselves or as copies. Such commits were put on
     * both branches on purpose, so they are not duplicate work.
     */
    async apart(question: AddedQuestion, own: Fingerprint, other: Fingerprint): Promise<Fingerprint | null> {
      const shared = own.commits.filter(commit => other.commits.some(theirs => isCopy(commit, theirs)))
      return shared.length === 0 ? own : readPrint(readers, question, shared)
    },
  }
}

function shinglesIn({ pieces, all }: Fingerprint): number {
  return [...pieces, all].reduce((sum, { text, shape }) => sum + text.length + shape.length, 0)
}

/**
 * The number of files whose symbols czar remembers. An agent changes only a few of its files at a time, so most files need not be read
 * again.
 */
const MOST_FILES = 1_000

function rememberSymbols({ symbols }: Readers): SymbolsPort {
  const known = new LRUCache<string, { readonly symbols: Symbols }, { readonly path: string; readonly text: string }>({
    max: MOST_FILES,
    ignoreFetchAbort: true,
    fetchMethod: async (_key, _stale, { context: { path, text } }) => ({ symbols: await symbols.read(path, text) }),
  })
  return {
    async read(path, text) {
      const key = `${path} ${createHash('sha1').update(text).digest('base64')}`
      return (await known.forceFetch(key, { context: { path, text } })).symbols
    },
  }
}

type Symbols = Awaited<ReturnType<SymbolsPort['read']>>

async function readPrint(hands: Readers, question: AddedQuestion, without: readonly AddedCommit[] = []): Promise<Fingerprint | null> {
  const work = await hands.git.added(question)
  if (work === null) return null
  const symbols = new Map<string, SymbolsOfFile>()
  for (const file of work.files) {
    const found = await symbolsOf(hands, file)
    if (found !== null) symbols.set(file.path, found)
    // Reading symbols takes CPU, so czar's other tasks may run between two files.
    await new Promise(resolve => setImmediate(resolve))
  }
  return fingerprintOf(work, symbols, without)
}

async function symbolsOf({ symbols, log }: Readers, { path, text, before }: AddedText): Promise<SymbolsOfFile | null> {
  if (!isCompared(path, text)) return null
  try {
    const now = await symbols.read(path, text)
    return now === null ? null : { now, before: before === null ? [] : ((await symbols.read(path, before)) ?? []) }
  } catch (error) {
    log.warn({ error: String(error), path }, 'the symbols of a file could not be read')
    return null
  }
}
