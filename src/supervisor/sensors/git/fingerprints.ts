import { createHash } from 'node:crypto'
import { isCopy } from '../../../core/duplicates/compare-work.ts'
import { type Fingerprint, fingerprintOf, type SymbolsOfFile } from '../../../core/duplicates/fingerprint.ts'
import { isCompared } from '../../../core/duplicates/is-compared.ts'
import type { AddedCommit, AddedQuestion, AddedText, SymbolsPort } from '../../../core/ports/duplicates-port.ts'
import type { Hands } from '../../hands.ts'

/** Heads that are remembered. Those of work in progress come and go; what was asked for last stays longest. */
const MOST = 200

type Readers = Pick<Hands, 'git' | 'symbols' | 'log'>

/** Reads what branches add, each head once. */
export function rememberFingerprints(hands: Readers) {
  const known = new Map<string, Promise<Fingerprint | null>>()
  const symbols = rememberSymbols(hands)
  const readers = { ...hands, symbols }
  return {
    /** null: more than is compared. */
    of(question: AddedQuestion): Promise<Fingerprint | null> {
      const key = `${question.from} ${question.head} ${question.uncommitted?.tree ?? ''}`
      const coming = known.get(key) ?? readPrint(readers, question)
      known.delete(key)
      known.set(key, coming)
      coming.catch(() => known.delete(key))
      const [oldest] = known.keys()
      if (known.size > MOST && oldest !== undefined) known.delete(oldest)
      return coming
    },
    /** The same without the lines of commits that the other side has too, or a copy of: somebody wanted them on both. */
    async apart(question: AddedQuestion, own: Fingerprint, other: Fingerprint): Promise<Fingerprint | null> {
      const shared = own.commits.filter(commit => other.commits.some(theirs => isCopy(commit, theirs)))
      return shared.length === 0 ? own : readPrint(readers, question, shared)
    },
  }
}

/** Files whose symbols are remembered: work in progress changes a few of its files at a time. */
const MOST_FILES = 1_000

function rememberSymbols({ symbols }: Readers): SymbolsPort {
  const known = new Map<string, ReturnType<SymbolsPort['read']>>()
  return {
    read(path, text) {
      const key = `${path} ${createHash('sha1').update(text).digest('base64')}`
      const coming = known.get(key) ?? symbols.read(path, text)
      known.delete(key)
      known.set(key, coming)
      coming.catch(() => known.delete(key))
      const [oldest] = known.keys()
      if (known.size > MOST_FILES && oldest !== undefined) known.delete(oldest)
      return coming
    },
  }
}

async function readPrint(hands: Readers, question: AddedQuestion, without: readonly AddedCommit[] = []): Promise<Fingerprint | null> {
  const work = await hands.git.added(question)
  if (work === null) return null
  const symbols = new Map<string, SymbolsOfFile>()
  for (const file of work.files) {
    const found = await symbolsOf(hands, file)
    if (found !== null) symbols.set(file.path, found)
    // Other work of the czar goes first.
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
