import { globSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from '@stryker-mutator/api/core'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  type TestRunnerCapabilities,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import { type CoreTest, loadTests } from './core-tests.ts'

const FILES = 'tests/core/{policy,claims,territory}/**/*.test.ts'

/**
 * These tests compare a cached result with the uncached one over whole histories, which takes seconds. They find no fault of Stryker's in
 * other code, because such a fault changes both results.
 */
const COMPARISONS = /\/(create-decide|derived|find-confusions)\.test\.ts$/
const SHORTCUTS = /\/(create-decide|derived|calm|output|same-but|find-confusion)\.ts$/

/** A test that measures time fails with instrumented code, which is slower. */
const TIMED = /within a moment$/

/** After this much processor time, no further test file is started, and the fault counts as not found. */
const ENOUGH_MS = 500

/**
 * Runs the tests of czar's rules inside the process that Stryker starts. Vitest would start a process for each test file and each fault,
 * which took three seconds per fault, while the tests themselves take milliseconds.
 */
class CoreTestRunner implements TestRunner {
  #files: readonly TestFile[] = []

  capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: true }
  }

  async init(): Promise<void> {
    // If two files are equally likely to find a fault, the shorter one runs first.
    const paths = globSync(FILES).toSorted((one, other) => statSync(one).size - statSync(other).size)
    this.#files = await Promise.all(paths.map(async path => ({ path, load: await loadTests(resolve(path)) })))
  }

  async dryRun(): Promise<DryRunResult> {
    const context: InstrumenterContext = { mutantCoverage: { static: {}, perTest: {} } }
    const tests: TestResult[] = []
    for (const file of this.#files) tests.push(...(await runFile(file, { context, isWanted: () => true, bails: false })))
    return { status: DryRunStatus.Complete, tests, ...context }
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, mutantActivation, testFilter, hitLimit, disableBail } = options
    const context: InstrumenterContext = hitLimit === undefined ? {} : { hitCount: 0, hitLimit }
    const wanted = testFilter === undefined ? null : new Set(testFilter)
    const run = { context, isWanted: (id: string) => wanted === null || wanted.has(id), bails: !disableBail }
    if (mutantActivation === 'static') context.activeMutant = activeMutant.id
    const tests: TestResult[] = []
    const start = process.cpuUsage()
    for (const file of nearestFirst(this.#files, activeMutant.fileName)) {
      if (process.cpuUsage(start).user > ENOUGH_MS * 1_000) break
      if (COMPARISONS.test(file.path) && !SHORTCUTS.test(activeMutant.fileName)) continue
      if (testFilter !== undefined && !testFilter.some(id => id.startsWith(`${file.path}#`))) continue
      tests.push(...(await runFile(file, { ...run, mutant: activeMutant.id })))
      if (run.bails && tests.some(isFailed)) break
    }
    const tooOften = determineHitLimitReached(context.hitCount, hitLimit)
    return toMutantRunResult(tooOften ?? { status: DryRunStatus.Complete, tests })
  }
}

interface TestFile {
  readonly path: string
  readonly load: () => Promise<readonly CoreTest[]>
}

interface Run {
  readonly context: InstrumenterContext
  readonly isWanted: (id: string) => boolean
  readonly bails: boolean
  /** The id of the fault that becomes active when the modules are loaded. */
  readonly mutant?: string
}

async function runFile({ path, load }: TestFile, { context, isWanted, bails, mutant }: Run): Promise<readonly TestResult[]> {
  Object.assign(globalThis, { [INSTRUMENTER_CONSTANTS.NAMESPACE]: context })
  const tests = await load()
  const isStatic = context.activeMutant !== undefined
  if (mutant !== undefined) context.activeMutant = mutant
  const results: TestResult[] = []
  for (const test of tests) {
    const id = `${path}#${test.name}`
    if (!isWanted(id) || TIMED.test(id)) continue
    context.currentTestId = id
    const result = await runTest(id, test)
    results.push({ ...result, fileName: resolve(path) })
    if (bails && isFailed(result)) break
  }
  delete context.currentTestId
  if (!isStatic) delete context.activeMutant
  return results
}

async function runTest(id: string, { name, run }: CoreTest): Promise<TestResult> {
  const start = performance.now()
  const spent = () => ({ id, name, timeSpentMs: Math.round(performance.now() - start) })
  try {
    await run()
    return { ...spent(), status: TestStatus.Success }
  } catch (error) {
    return { ...spent(), status: TestStatus.Failed, failureMessage: error instanceof Error ? error.message : String(error) }
  }
}

function isFailed({ status }: TestResult): boolean {
  return status === TestStatus.Failed
}

/**
 * Orders the test files: first those with the name of the file that has the fault, then comparisons, then tests of the same folder. These
 * tests find most faults and are short. The remaining files stay in their order.
 */
function nearestFirst(files: readonly TestFile[], mutated: string): readonly TestFile[] {
  const distance = ({ path }: TestFile) => {
    if (new RegExp(`^${basename(mutated, '.ts')}[.-]`).test(basename(path))) return 0
    if (COMPARISONS.test(path)) return 1
    return /^(policy|claims|territory)$/.test(roomOf(mutated)) || roomOf(path) === roomOf(mutated) ? 2 : 3
  }
  return files.toSorted((one, other) => distance(one) - distance(other))
}

function roomOf(path: string): string {
  return basename(dirname(path))
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'core', CoreTestRunner)]
