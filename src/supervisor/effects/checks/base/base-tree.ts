import { missingProgram } from '../../../../core/claims/base/missing-program.ts'
import { outcomeOf, sayEnd } from '../../../../core/claims/gates/gate-end.ts'
import type { BaseGate, BaseOutcome } from '../../../../core/model/gates/base-gate.ts'
import type { BaseGateQuestion } from '../../../../core/ports/base-gates-port.ts'
import type { GateResult } from '../../../../core/ports/ports.ts'
import type { CheckHands } from '../../../hands.ts'
import type { BaseTrial } from './try-base-gates.ts'

/** A worktree at base, in which commands run one after the other. */
export interface BaseTree extends AsyncDisposable {
  run(question: BaseGateQuestion): Promise<BaseGate>
}

interface Prepared {
  /** The setup commands and environment of the worktree, as one text. */
  readonly kind: string
  /** Why the setup failed, or null if it succeeded. */
  readonly trouble: string | null
  /** The files that the worktree has besides its commit after the setup. */
  readonly clean: ReadonlySet<string>
  /** The commands that left files in the worktree after the setup. */
  readonly left: readonly string[]
}

const MOST_CHARS = 300

/**
 * Opens a worktree of its own for the accept commands on base. It is made anew when a command with another setup comes, or when an earlier
 * command left files that the next one must not see. Closing it removes the worktree. Long: the inner functions share the worktree.
 */
export function openBaseTree(hands: CheckHands, { base, signal, beforeRun }: Pick<BaseTrial, 'base' | 'signal' | 'beforeRun'>): BaseTree {
  const name = `base-${base.slice(0, 12)}`
  const [cwd, log] = [hands.paths.proofDir(name), hands.paths.logFile(name)]
  const failedSetups = new Map<string, Prepared>()
  let now: Prepared | null = null
  let isMade = false

  async function start(command: string, { env, timeoutMs }: BaseGateQuestion): Promise<GateResult> {
    await beforeRun(command)
    return hands.gates.run({ command, cwd, env, timeoutMs, log, signal })
  }

  /** Prepares the worktree for the command in the same way as the proof of a task does. */
  async function prepare(question: BaseGateQuestion): Promise<Prepared> {
    const kind = JSON.stringify([question.setup, question.env])
    const failed = failedSetups.get(kind)
    if (failed !== undefined) return failed
    const fits = now?.kind === kind && now.left.every((command, at) => command === question.after[at])
    const tree = now !== null && fits ? now : await makeTree(kind, question)
    if (tree.trouble !== null) {
      failedSetups.set(kind, tree)
      return tree
    }
    for (const command of question.after.slice(tree.left.length)) await start(command, question)
    now = { ...tree, left: question.after }
    return now
  }

  async function makeTree(kind: string, question: BaseGateQuestion): Promise<Prepared> {
    now = null
    isMade = true
    await hands.git.makeProof(base, cwd)
    const trouble = await setUp(question)
    return { kind, trouble, clean: new Set(await changes()), left: [] }
  }

  /** The files that the worktree has besides its commit. A destroyed worktree counts as one more change. */
  async function changes(): Promise<readonly string[]> {
    return hands.git.proofChanges(cwd).catch(() => ['destroyed'])
  }

  async function setUp(question: BaseGateQuestion): Promise<string | null> {
    for (const command of question.setup) {
      const result = await start(command, question)
      if (result.outcome !== 'passed') return `the setup command \`${command}\` ${sayEnd(result)}: ${lastLine(result)}`
    }
    return null
  }

  return {
    async run(question) {
      const { command } = question
      const tree = await prepare(question)
      if (tree.trouble !== null) return notRun(command, tree.trouble)
      const result = await start(command, question)
      const leavesFiles = (await changes()).some(line => !tree.clean.has(line))
      if (leavesFiles && result.outcome !== 'cancelled') now = { ...tree, left: [...tree.left, command] }
      return gateOf(command, result, leavesFiles)
    },
    async [Symbol.asyncDispose]() {
      if (!isMade) return
      await hands.git
        .removeProof(cwd)
        .catch((error: unknown) => hands.log.warn({ error, cwd }, 'the worktree for the accept commands on base could not be removed'))
    },
  }
}

function gateOf(command: string, result: GateResult, leavesFiles: boolean): BaseGate {
  const { exitCode, durationMs, tail } = result
  const missing = result.outcome === 'failed' ? missingProgram(command, exitCode, tail) : null
  return {
    command,
    outcome: baseOutcome(result, missing?.isNamed === true),
    exitCode,
    durationMs,
    program: missing?.program ?? null,
    says: lastLine(result),
    leavesFiles,
  }
}

function baseOutcome(result: GateResult, isMissing: boolean): BaseOutcome {
  if (isMissing) return 'missing'
  const outcome = outcomeOf(result, result)
  return outcome === 'flaky' ? 'passed' : outcome
}

function notRun(command: string, says: string): BaseGate {
  return { command, outcome: 'not_run', exitCode: null, durationMs: 0, program: null, says, leavesFiles: false }
}

function lastLine({ tail }: GateResult): string {
  return (tail.split('\n').findLast(line => line.trim() !== '') ?? 'no output').trim().slice(0, MOST_CHARS)
}
