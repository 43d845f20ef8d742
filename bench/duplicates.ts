import { createSymbols } from '../src/adapters/symbols/create-symbols.ts'
import { compareWork } from '../src/core/duplicates/compare-work.ts'
import { type Fingerprint, fingerprintOf, type SymbolsOfFile } from '../src/core/duplicates/fingerprint.ts'
import type { DuplicateFact } from '../src/core/events/duplicate-event.ts'
import type { AddedWork } from '../src/core/ports/duplicates-port.ts'
import { EDITS, type Edits, editedCopy, withNoise } from './duplicates/edited-copy.ts'
import { readSamples, type Sample } from './duplicates/read-samples.ts'
import { REWRITINGS, type Rewriting, rewrittenCopy } from './duplicates/rewrite/rewritten-copy.ts'
import { seededRandom } from './support/seeded-random.ts'

/**
 * Measures how many edited and rewritten copies of real changes czar finds, and how many pairs of different changes it wrongly takes for
 * copies. Run: npm run bench -- duplicates GIT_DIRECTORY… (clones of public repositories, which are only read). SHOW=1 lists the mistakes.
 */
const MOST = Number(process.env['SAMPLES'] ?? 200)
/**
 * A pair of changes is not compared if fewer changes than this lie between the two in the history, because they concern the same parts of a
 * program.
 */
const NEIGHBOURS = 12
const LONG = 25
const COPIED_LINES = 15
const symbols = createSymbols()
const isShown = process.env['SHOW'] !== undefined

interface Tally {
  found: number
  of: number
}

const recalls = new Map<string, Tally>()
const alarms: Tally = { found: 0, of: 0 }
/** The number of pairs in which one author really copied from the other. */
let copies = 0
let comparing = 0
for (const directory of process.argv.slice(2)) await measure(directory)
for (const [name, tally] of recalls) console.log(`recall, ${name}: ${say(tally)}`)
console.log(
  `false alarms, all: ${say(alarms)}, and ${copies} pairs of which one was copied from the other; a comparison takes ${((comparing / Math.max(1, alarms.of)) * 1_000).toFixed(0)} µs`,
)

async function measure(directory: string): Promise<void> {
  const samples = await readSamples(directory, MOST)
  const prints: Fingerprint[] = []
  let reading = 0
  for (const sample of samples) {
    const startedAt = performance.now()
    prints.push(await printOf(sample.work))
    reading += performance.now() - startedAt
  }
  const own: Tally = { found: 0, of: 0 }
  for (const [at, sample] of samples.entries()) {
    if ((prints[at]?.pieces.length ?? 0) === 0) continue
    await lookForCopies(samples, { sample, at, print: prints[at] as Fingerprint })
    for (let other = at + 1; other <= at + NEIGHBOURS && other < samples.length; other++) lookForAlarm(samples, prints, { at, other, own })
  }
  console.log(
    `${directory.split('/').at(-2)}: ${samples.length} changes, ${(reading / samples.length).toFixed(1)} ms each; false alarms ${say(own)}`,
  )
}

async function lookForCopies(
  samples: readonly Sample[],
  { sample, at, print }: { sample: Sample; at: number; print: Fingerprint },
): Promise<void> {
  const noise = samples[(at + 37) % samples.length]
  for (const [name, edits] of Object.entries(EDITS) as [string, Edits][]) {
    const random = seededRandom(at + 1)
    const copy = withNoise(editedCopy(sample.work, edits, random), edits.hasNoise ? noise?.work : undefined)
    const facts = compareWork(await printOf(copy), print)
    count(recalls, name, facts.length > 0)
    if (isShown && facts.length === 0 && name === 'names, order, comments') console.log(`  missed: ${sample.sha} ${sample.subject}`)
  }
  for (const [name, rewriting] of Object.entries(REWRITINGS) as [string, Rewriting][]) {
    const copy = await rewrittenCopy(sample.work, rewriting, at + 1)
    if (copy === null) continue
    const noisy = withNoise(copy, rewriting.reorders ? noise?.work : undefined)
    count(recalls, name, compareWork(await printOf(noisy), print).length > 0)
  }
}

function lookForAlarm(
  samples: readonly Sample[],
  prints: readonly Fingerprint[],
  { at, other, own }: { at: number; other: number; own: Tally },
): void {
  const [one, two] = [prints[at], prints[other]]
  const [first, second] = [samples[at], samples[other]]
  if (one === undefined || two === undefined || first === undefined || second === undefined || two.pieces.length === 0) return
  const startedAt = performance.now()
  const facts = compareWork(one, two)
  if (facts.length > 0 && isCopied(first, second)) {
    copies++
    return
  }
  comparing += performance.now() - startedAt
  for (const tally of [own, alarms]) {
    tally.of++
    if (facts.length > 0) tally.found++
  }
  if (isShown && facts.length > 0)
    console.log(
      `  alarm: ${first.sha.slice(0, 9)} ${first.subject} | ${second.sha.slice(0, 9)} ${second.subject}\n    ${facts.slice(0, 3).map(sayFact).join('\n    ')}`,
    )
}

/** Whether both changes add the same long lines. Two authors do not write the same long lines by chance. */
function isCopied(...[one, other]: readonly [Sample, Sample]): boolean {
  const linesOf = ({ work }: Sample) =>
    new Set(work.files.flatMap(({ lines }) => lines.map(({ text }) => text.trim()).filter(text => text.length >= LONG)))
  const theirs = linesOf(other)
  return [...linesOf(one)].filter(line => theirs.has(line)).length >= COPIED_LINES
}

function sayFact({ kind, name, file, otherFile, share }: DuplicateFact): string {
  return `${kind} ${name ?? ''} ${file} ${otherFile} ${share.toFixed(2)}`
}

async function printOf(work: AddedWork): Promise<Fingerprint> {
  const found = new Map<string, SymbolsOfFile>()
  for (const { path, text, before } of work.files) {
    const now = await symbols.read(path, text)
    if (now !== null) found.set(path, { now, before: before === null ? [] : ((await symbols.read(path, before)) ?? []) })
  }
  return fingerprintOf(work, found)
}

function count(tallies: Map<string, Tally>, name: string, isFound: boolean): void {
  const tally = tallies.get(name) ?? { found: 0, of: 0 }
  tallies.set(name, { found: tally.found + (isFound ? 1 : 0), of: tally.of + 1 })
}

function say({ found, of }: Tally): string {
  return `${found} of ${of} (${((found / Math.max(1, of)) * 100).toFixed(1)} %)`
}
