import { HEALTH_LOOKS } from '../../../core/model/health.ts'
import { counted } from '../../../core/text/counted.ts'
import { tokensText } from '../../../core/text/spent-text.ts'
import type { WorkerView } from '../../../core/views/status.ts'
import { commonName } from '../../text/common-name.ts'
import { costText } from '../../text/cost-text.ts'
import { durationText } from '../../text/moments.ts'
import { pullRequestText } from '../../text/pull-request-text.ts'
import { steadyText } from '../../text/steady-text.ts'
import { cell, type Line, line, segment, type Tone, wrap } from '../lines/line.ts'
import { ruler } from '../lines/ruler.ts'
import type { Model, Size } from '../model.ts'

const LABEL = 12
const MAX_FILES = 40

/** All facts about one worker, and below them the last lines of its terminal, live. */
export function detailPanel(model: Model, [id, worker]: readonly [string, WorkerView], { columns, rows }: Size): readonly Line[] {
  const facts = describeWorker([id, worker], model.now, columns)
  const shown = facts.slice(0, Math.max(4, rows - 4))
  const room = rows - shown.length - 1
  if (room < 1) return shown
  return [...shown, ruler(`terminal of ${id}`, columns), ...tail(model, id, { columns, rows: room })]
}

const COMMON = { same: 'same work', conflict: 'conflict', unknown: 'unclear', overlap: 'overlap' } as const

/** The list of facts. */
function describeWorker([id, worker]: readonly [string, WorkerView], now: number, columns: number): readonly Line[] {
  const { assignment, progress, last_commit: commit } = worker
  const facts: (readonly [string, string, Tone?])[] = [
    ['worker', `${id}, ${worker.agent}, start ${worker.incarnation}`, 'strong'],
    ['health', `${worker.health} for ${durationText(now - Date.parse(worker.since))}: ${worker.reason}`, HEALTH_LOOKS[worker.health].tone],
    ['needs you', worker.attention ?? '', 'bad'],
    ['person', worker.held ?? '', 'warn'],
    ['paused', worker.paused ? 'the czar does not act on this worker; p ends the pause' : '', 'warn'],
    [
      'task',
      assignment === null
        ? 'none'
        : `${assignment.stage ?? assignment.task} (${assignment.kind}, ${assignment.state}, ${assignment.attempts} rejected)`,
    ],
    ['understood', assignment?.acknowledged ?? ''],
    ['progress', progress === null ? '' : `${progress.done ?? '?'}/${progress.total ?? '?'} ${progress.now}`],
    ['waits for', worker.waiting_for.join(', '), 'busy'],
    ['unblocks', worker.unblocks.join(', ')],
    ['used', usedText(worker)],
    ['branch', `${worker.branch}, ${worker.ahead} ahead, ${worker.behind} behind`],
    ['PR', [pullRequestText(worker), worker.pull_request?.url ?? ''].filter(Boolean).join(' ')],
    ['worktree', worker.worktree ?? ''],
    ['commit', commit === null ? '' : `${commit.sha.slice(0, 8)} ${commit.subject} (${durationText(now - Date.parse(commit.at))} ago)`],
    [
      'files',
      worker.files.length === 0 ? '' : `${worker.files.length}, ${worker.dirty} uncommitted: ${worker.files.slice(0, MAX_FILES).join(' ')}`,
    ],
    ...worker.in_common.map(
      found => [COMMON[found.fact], `${commonName(found)}: ${found.files.join(' ')}`, found.fact === 'conflict' ? 'bad' : 'warn'] as const,
    ),
  ]
  return facts.flatMap(([label, text, tone = 'plain']) =>
    text === ''
      ? []
      : wrap(steadyText(text), columns - LABEL, 3).map(
          (row, index): Line => [segment(cell(index === 0 ? label : '', LABEL), 'faint'), segment(row, tone)],
        ),
  )
}

/** The worker's usage. Unknown numbers are left out. */
function usedText({ usage }: WorkerView): string {
  const { tokens, turns } = usage
  const known = [costText(usage), tokens === null ? '' : `${tokensText(tokens)} tokens`, turns === 0 ? '' : counted(turns, 'turn')]
  return known.filter(Boolean).join(', ')
}

function tail({ screen }: Model, id: string, { rows }: Size): readonly Line[] {
  if (screen?.worker !== id) return [line('waiting for its terminal ...', 'faint')]
  // Full-screen programs leave many blank rows between their output and their input line, so only one of them is shown.
  const lines = screen.lines.filter((text, index) => text.trim() !== '' || screen.lines[index - 1]?.trim() !== '').slice(-rows)
  return lines.length === 0 ? [line('an empty screen', 'faint')] : lines.map(text => line(steadyText(text)))
}
