import type { VNode } from 'preact'
import { HEALTH_LOOKS } from '../../../../core/model/health.ts'
import type { TaskView, WorkerView } from '../../../../core/views/status.ts'
import { commonName } from '../../../text/common-name.ts'
import { costText } from '../../../text/cost-text.ts'
import { steadyText } from '../../../text/steady-text.ts'
import { pathOf } from '../model/route.ts'
import { Age } from './age.tsx'

const drawn = new WeakMap<WorkerView, VNode>()

/** A worker's card. If the worker is the same object as before, nothing has changed, and the card is not drawn again. */
export function workerCard(project: string, id: string, worker: WorkerView): VNode {
  const known = drawn.get(worker)
  if (known !== undefined && known.key === `${project} ${id}`) return known
  const card = <WorkerCard key={`${project} ${id}`} project={project} id={id} worker={worker} />
  drawn.set(worker, card)
  return card
}

interface WorkerCardProps {
  readonly project: string
  readonly id: string
  readonly worker: WorkerView
}

// Long: most of it is markup.
function WorkerCard({ project, id, worker }: WorkerCardProps) {
  const { health, since, assignment, files, dirty, usage, paused } = worker
  // A worker without a task still has the last report about its previous task. The card does not show that report.
  const progress = assignment === null ? null : worker.progress
  const { tone } = HEALTH_LOOKS[health]
  const task = assignment?.stage ?? assignment?.task ?? null
  // As in the dashboard, the card shows a worker's own words while it works. Otherwise it shows the reason for the worker's health.
  const says = worker.attention ?? (health === 'working' && progress !== null && progress.now !== '' ? progress.now : worker.reason)
  return (
    <article class={`card ${tone}`} data-card data-worker={id}>
      <p class="head">
        <a href={pathOf(project, 'worker', id)}>{id}</a>
        <span class={`health ${tone}`}>{paused ? 'paused' : health}</span>
        <Age since={since} />
      </p>
      {task !== null && task !== id && <p class="task">{task}</p>}
      <p class="says" dir="auto">
        {steadyText(says, 300)}
      </p>
      {progress?.total != null && progress.total > 0 && (
        <progress max={progress.total} value={progress.done ?? 0} aria-label={`${progress.done ?? 0} of ${progress.total} steps done`} />
      )}
      <p class="figures">
        {worker.ahead > 0 && <span>+{worker.ahead}</span>}
        {files.length > 0 && (
          <a href={pathOf(project, 'worker', id, 'diff')}>
            {files.length} {files.length === 1 ? 'file' : 'files'}
            {dirty > 0 ? ` ~${dirty}` : ''}
          </a>
        )}
        {usage.context !== null && <span>{Math.round(usage.context * 100)}% context</span>}
        <span>{costText(usage)}</span>
        {worker.in_common.slice(0, 1).map(found => (
          <span key="common" class={found.fact === 'conflict' ? 'bad' : 'warn'}>
            {found.fact} {commonName(found)}
          </span>
        ))}
      </p>
    </article>
  )
}

/** The card of a proven task whose worker now works on another task. */
export function TaskCard({ project, task }: { readonly project: string; readonly task: TaskView }) {
  return (
    <article class="card faint" data-card>
      <p class="head">
        {task.worker === null ? <strong>{task.id}</strong> : <a href={pathOf(project, 'worker', task.worker)}>{task.id}</a>}
        <span class="health faint">proven</span>
        <code>{task.verified_commit?.slice(0, 8)}</code>
      </p>
      {task.remarks.map(remark => (
        <p key={remark} class="says warn">
          {remark}
        </p>
      ))}
    </article>
  )
}
