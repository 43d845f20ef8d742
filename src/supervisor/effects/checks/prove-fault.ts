import type { Finding } from '../../../core/events/review/findings.ts'
import { findingsFileSchema } from '../../../core/events/review/findings.ts'
import type { StageFault } from '../../../core/events/stages/stage-event.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import type { StageConfig } from '../../../core/model/stages/stage.ts'
import { mayRunCommand } from '../../../core/review/may-run-command.ts'
import { commandOf, quoteClaim, quoteCommand } from '../../../core/review/say-finding.ts'
import { stageOf } from '../../../core/state/facts/stages.ts'
import type { Hands } from '../../hands.ts'
import type { Outcome } from './check-freely.ts'
import { checkWithoutCommands } from './check-without-commands.ts'
import { namesNoProgram, runTwice } from './run-twice.ts'
import type { Claim } from './verify-claim.ts'

/** A fault that czar saw, or the result of a claim that shows none. */
type FaultOutcome = { readonly fault: StageFault } | Outcome

/**
 * Checks a claim that the work of an earlier stage is wrong (`czar report done --fails`). Czar believes the claim only if the command fails
 * twice at the claimed commit.
 */
export async function proveFault(hands: Hands, claim: Claim, command: string): Promise<FaultOutcome> {
  const back = stageOf(claim.state, claim.task.id)?.backTo ?? null
  const about = back === null ? null : (own(claim.state.tasks, back.worker)?.verified?.commit ?? null)
  const reject = (reason: string, commit: CommitSha | null = null): Outcome => ({ verdict: 'rejected', commit, reasons: [reason] })
  if (back === null) return reject('Your task sends no work back: claim it without --fails, or report blocked and say what is wrong.')
  if (about === null) return { verdict: 'error', reasons: [`The work of ${back.stage} is not proven now.`] }
  const { fromSha } = claim.assignment
  if (fromSha === null) return { verdict: 'error', reasons: ['Its branch is not made yet.'] }
  const { commit, reasons } = await checkWithoutCommands(hands, claim, { fromSha })
  if (commit === null || reasons.length > 0) return { verdict: 'rejected', commit, reasons }
  claim.announce(commit)
  const end = await runCommand(hands, claim, { command, commit })
  if ('notRun' in end) return reject(`${quoteCommand(command)} shows no fault: ${end.notRun}.`, commit)
  const words = hands.texts.claimOf(claim.task) ?? claim.task.result?.title ?? ''
  return { fault: { command, commit, about, words, ...end } }
}

/**
 * Runs the commands of a stage's findings at its proven commit. Returns the first serious finding that its command shows, or null if there
 * is none.
 */
export async function proveFindings(hands: Hands, claim: Claim, commit: CommitSha): Promise<StageFault | null> {
  const stage = stageOf(claim.state, claim.task.id)
  if (stage?.backTo == null || stage.owes.kind !== 'findings') return null
  const about = own(claim.state.tasks, stage.backTo.worker)?.verified?.commit
  if (about === undefined) return null
  for (const finding of await seriousFindings(hands, stage, commit)) {
    const command = commandOf(finding) ?? ''
    const end = await runCommand(hands, claim, { command, commit })
    if ('notRun' in end) continue
    return { command, commit, about, words: quoteClaim(finding), ...end }
  }
  return null
}

async function seriousFindings({ git }: Hands, { owes }: StageConfig, commit: CommitSha): Promise<readonly Finding[]> {
  const text = owes.kind === 'findings' ? await git.fileAt(commit, owes.path) : null
  const parsed = text === null ? null : findingsFileSchema.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')))
  const isSerious = ({ severity }: Finding) => severity === 'critical' || severity === 'major'
  return parsed?.data?.findings.filter(finding => isSerious(finding) && commandOf(finding) !== null) ?? []
}

type CommandEnd = { readonly tail: string; readonly log: string } | { readonly notRun: string }

async function runCommand(hands: Hands, claim: Claim, run: { command: string; commit: CommitSha }): Promise<CommandEnd> {
  const { task, worker, assignment, signal, record } = claim
  if (!mayRunCommand(run.command, hands.project.policy, task.accept)) return { notRun: 'policy.permissions does not allow it' }
  const name = `${assignment.id}-fails-${assignment.rejections + 1}`
  const log = hands.paths.logFile(name)
  const end = await runTwice(hands, { ...run, worker, name, log, signal, record })
  if ('notRun' in end) return end
  if (end.failed === null) return { notRun: `it succeeds at ${run.commit.slice(0, 12)}` }
  return namesNoProgram(end.failed) ? { notRun: 'the program that it names could not be run' } : { tail: end.failed.tail, log }
}
