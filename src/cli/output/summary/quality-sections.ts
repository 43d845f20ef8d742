import { sayBaseFinding } from '../../../core/model/gates/base-gate.ts'
import type { CzarSummary, Summary, UsageSummary, WorkerSummary } from '../../../core/summary/summary.ts'
import { counted } from '../../../core/text/counted.ts'
import { durationText } from '../../../ui/text/moments.ts'
import { code, markdownTable, prose } from './markdown.ts'
import { list, ofAll, section } from './section.ts'

/** Tokens and money, as far as the agents report them, and how many texts the agents worked on. */
export function costSection({ usage, workers }: Summary): string {
  const isKnown = usage.tokens !== null || usage.usd !== null
  if (!isKnown && usage.turns === 0) return section('Cost', 'Not known: no agent said what it used.')
  const known = workers.filter(worker => worker.usage.tokens !== null || worker.usage.usd !== null || worker.usage.turns > 0)
  const table = markdownTable<WorkerSummary>(
    [
      { title: 'Worker', cell: ({ worker }) => code(worker) },
      { title: 'Tokens', cell: worker => tokensText(worker.usage), align: 'right' },
      { title: 'Money', cell: worker => moneyText(worker.usage), align: 'right' },
      { title: 'Turns', cell: worker => String(worker.usage.turns), align: 'right' },
    ],
    known,
  )
  const spent = isKnown
    ? `${usage.is_partial ? 'At least ' : ''}${tokensText(usage)} tokens, ${moneyText(usage)}`
    : 'Tokens and money are not known: no agent said what it used'
  return section('Cost', `${spent}; ${counted(usage.turns, 'turn')}.\n\n${table}`)
}

/** The shares of claims that were true, of work that was duplicated, and of decisions that czar made without a person. */
export function qualitySection({ accuracy, duplicated, decisions, tasks, attention, to_at: to, from_at: from }: Summary): string {
  const examples = duplicated.examples.slice(0, 3).map(({ file, workers }) => `${code(file)} by ${workers.map(id => code(id)).join(', ')}`)
  return section(
    'How well it went',
    list([
      `Tasks verified: ${ofAll(tasks.verified, tasks.total - tasks.dropped)}`,
      `Claims verified at the first try: ${ofAll(accuracy.verified_first, accuracy.claimed)}`,
      `Duplicated work, as changed files that several workers changed, neither on top of the other's: ${ofAll(duplicated.files, duplicated.of_files)}${examples.length === 0 ? '' : `: ${examples.join('; ')}`}`,
      `Decisions without a person: ${ofAll(decisions.czar, decisions.czar + decisions.person)}`,
      attention.raised === 0
        ? 'Matters put to a person: none'
        : `Matters put to a person: ${attention.raised}, settled: ${attention.settled}; ${durationText(attention.waited_ms)} of waiting in ${durationText(to - from)}`,
    ]),
  )
}

/** Accept commands that prove nothing or cannot run. Their tasks' proofs say less than they seem to. */
export function baseGatesSection({ base_findings: findings }: Summary): string | null {
  if (findings.length === 0) return null
  return section('Accept commands, tried on base', list(findings.map(finding => prose(`${finding.level}: ${sayBaseFinding(finding)}`))))
}

/** How often the czar itself started, crashed and failed. */
export function czarSection({ czar }: Summary): string {
  const failed = czar.failed_operations.map(
    ({ action, times: count, given_up: givenUp, reason }) =>
      `${code(action)} failed ${times(count)}${givenUp === 0 ? '' : `, given up ${times(givenUp)}`}: ${prose(reason)}`,
  )
  return section('The czar itself', list([sayStarts(czar), sayOperations(czar), ...failed, ...sayChecks(czar)]))
}

function sayStarts({ starts, crashes, without_ms: without, abandoned_ms: abandoned }: CzarSummary): string {
  const crashed = crashes === 0 ? '' : `, ${times(crashes)} after it had died`
  const left = abandoned === 0 ? '' : `, ${durationText(abandoned)} of it because no watchdog launched it again`
  return `Started ${times(starts)}${crashed}${without === 0 ? '' : `; ${durationText(without)} without a czar${left}`}`
}

function sayOperations({ operations, failed_operations: failed }: CzarSummary): string {
  const failures = failed.reduce((sum, operation) => sum + operation.times, 0)
  return `${counted(operations, 'operation')}, ${failures === 0 ? 'none failed' : `${failures} failed`}`
}

function sayChecks({ void_checks: voids, broken_checks: broken }: CzarSummary): readonly string[] {
  if (voids + broken === 0) return []
  return [`Checks without a verdict: ${voids} because the branch moved, ${broken} because they could not be carried out`]
}

function tokensText({ tokens }: UsageSummary): string {
  return tokens === null ? 'not known' : tokens.toLocaleString('en-US')
}

function moneyText({ usd, is_partial: isPartial }: UsageSummary): string {
  return usd === null ? 'money not known' : `${isPartial ? 'at least ' : ''}$${usd.toFixed(2)}`
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}
