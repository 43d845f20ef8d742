import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Journaled } from '../../../../core/events/event.ts'
import { HEALTH_LOOKS } from '../../../../core/model/health.ts'
import type { WorkerView } from '../../../../core/views/status.ts'
import { costText } from '../../../text/cost-text.ts'
import { clockText } from '../../../text/moments.ts'
import { steadyText } from '../../../text/steady-text.ts'
import { tellEvent } from '../../../text/tell-event.ts'
import { tellTalk } from '../../../text/tell-talk.ts'
import { giveCommand, read, workerPath } from '../model/ask.ts'
import { pathOf } from '../model/route.ts'
import { events, isReadOnly, notice, row, screen, view } from '../model/store.ts'
import { Age } from '../parts/age.tsx'
import { MatterCard } from '../parts/matter.tsx'
import { NoCzarBanner } from './fleet.tsx'

interface WorkerProps {
  readonly project: string
  readonly worker: string
}

/** Everything about one worker: what it needs, its present work, its terminal, its messages and its history. */
export function Worker({ project, worker: id }: WorkerProps) {
  const shown = view.value
  const worker = shown?.workers[id]
  if (shown === null) return <p class="empty">Loading the worker …</p>
  if (worker === undefined) return <p class="empty">There is no worker {id} in this fleet.</p>
  return (
    <>
      <NoCzarBanner />
      <h1>
        {id} <span class={`health ${HEALTH_LOOKS[worker.health].tone}`}>{worker.health}</span> <Age since={worker.since} />
      </h1>
      <p class="says" dir="auto">
        {steadyText(worker.reason, 1_000)}
      </p>
      {shown.attention
        .filter(matter => matter.worker === id)
        .map(matter => (
          <MatterCard key={matter.key} project={project} matter={matter} />
        ))}
      <Steering project={project} id={id} worker={worker} />
      <div class="columns">
        <Terminal id={id} />
        <div>
          <Facts project={project} id={id} worker={worker} />
          <Loaded
            title="Task, as it was delivered"
            load={async () => (await read<{ text: string | null }>(workerPath(project, id, 'brief'))).text ?? 'It has not got a task yet.'}
          />
          <Loaded
            title="The reason for its health"
            load={async () => (await read<{ lines: readonly string[] }>(workerPath(project, id, 'why'))).lines.join('\n')}
          />
          <History project={project} id={id} />
        </div>
      </div>
    </>
  )
}

// Long: most of it is markup.
function Steering({ project, id, worker }: { readonly project: string; readonly id: string; readonly worker: WorkerView }) {
  const [text, setText] = useState('')
  const [isSure, setSure] = useState(false)
  const [isBusy, setBusy] = useState(false)
  if (isReadOnly.value)
    return (
      <p class="steer buttons">
        <Views project={project} id={id} />
      </p>
    )
  const order = (verb: 'nudge' | 'verify' | 'pause' | 'resume' | 'restart') => () => giveCommand(project, { verb, worker: id })
  const tell = async () => {
    if (text.trim() === '' || isBusy) return
    setBusy(true)
    const { ok } = await giveCommand(project, { verb: 'tell', worker: id, text })
    setBusy(false)
    if (ok) setText('')
  }
  return (
    <section class="steer" aria-label="Steer">
      <form
        class="write"
        onSubmit={event => {
          event.preventDefault()
          void tell()
        }}
      >
        <textarea
          rows={2}
          data-tell
          value={text}
          aria-label={`Tell ${id}`}
          placeholder={`Tell ${id} something. It gets the text when its turn ends.`}
          onInput={event => setText(event.currentTarget.value)}
        />
        <button type="submit" class="main" disabled={isBusy || text.trim() === ''}>
          Tell
        </button>
      </form>
      <div class="buttons">
        <Views project={project} id={id} />
        <button type="button" onClick={order('nudge')}>
          Nudge
        </button>
        <button type="button" onClick={order('verify')}>
          Check
        </button>
        <button type="button" onClick={order(worker.paused ? 'resume' : 'pause')}>
          {worker.paused ? 'Resume' : 'Pause'}
        </button>
        <button
          type="button"
          class={isSure ? 'danger' : ''}
          onBlur={() => setSure(false)}
          onClick={() => {
            if (isSure) void order('restart')()
            setSure(!isSure)
          }}
        >
          {isSure ? 'Restart it now?' : 'Restart'}
        </button>
      </div>
    </section>
  )
}

/** The other pages of the worker. */
function Views({ project, id }: WorkerPartProps) {
  return (
    <>
      <a class="button" href={pathOf(project, 'worker', id, 'diff')}>
        Changes
      </a>
      {row.value?.host === null && (
        <a class="button for-wide-screens" href={pathOf(project, 'worker', id, 'terminal')} target="_self">
          Open as a terminal
        </a>
      )}
    </>
  )
}

// Long: it lists all facts.
function Facts({ project, id, worker }: { readonly project: string; readonly id: string; readonly worker: WorkerView }) {
  const { assignment, progress, usage, last_commit: commit } = worker
  const facts: readonly (readonly [string, string])[] = [
    ['task', assignment === null ? 'none' : `${assignment.stage ?? assignment.task} (${assignment.kind}, ${assignment.state})`],
    ['understood', assignment?.acknowledged ?? ''],
    ['progress', progress === null ? '' : `${progress.done ?? '?'}/${progress.total ?? '?'} ${progress.now}`],
    ['waits for', worker.waiting_for.join(', ')],
    ['unblocks', worker.unblocks.join(', ')],
    ['person', worker.held ?? ''],
    ['paused', worker.paused ? 'the czar does not act on this worker' : ''],
    [
      'used',
      [costText(usage), usage.context === null ? '' : `${Math.round(usage.context * 100)}% of its context`].filter(Boolean).join(', '),
    ],
    ['branch', `${worker.branch}, ${worker.ahead} ahead, ${worker.behind} behind`],
    ['commit', commit === null ? '' : `${commit.sha.slice(0, 8)} ${commit.subject}`],
    ['agent', `${worker.agent}, start ${worker.incarnation}`],
    ...worker.in_common.map(({ fact, worker: other, task, files }) => [fact, `${other ?? task ?? 'base'}: ${files.join(' ')}`] as const),
  ]
  return (
    <section aria-label={`Facts about ${id} of ${project}`}>
      <dl class="list">
        {facts.map(([label, text]) =>
          text === '' ? null : (
            <div key={`${label} ${text}`}>
              <dt>{label}</dt>
              <dd>{steadyText(text, 1_000)}</dd>
            </div>
          ),
        )}
      </dl>
      {worker.pull_request?.url != null && /^https?:/.test(worker.pull_request.url) && (
        <p>
          <a href={worker.pull_request.url} target="_blank" rel="noreferrer">
            pull request #{worker.pull_request.number}
          </a>
        </p>
      )}
    </section>
  )
}

/** A text that the page requests when a person opens it. */
function Loaded({ title, load }: { readonly title: string; readonly load: () => Promise<string> }) {
  const [text, setText] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    if (isOpen) load().then(setText, (error: Error) => setText(error.message))
  }, [isOpen])
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      <pre class="wrap">{text ?? 'Loading …'}</pre>
    </details>
  )
}

/** The worker's events in words, the newest first. Earlier ones are read from the journal when a person asks for them. */
function History({ project, id }: WorkerPartProps) {
  const [older, setOlder] = useState<readonly Journaled[]>([])
  const live = events.value
  const firstLive = live[0]?.seq ?? Number.POSITIVE_INFINITY
  const [readFrom, setReadFrom] = useState(Number.POSITIVE_INFINITY)
  const first = Math.min(readFrom, firstLive)
  const told = [...older.filter(({ seq }) => seq < firstLive), ...live.filter(event => isAbout(event, id))].flatMap(
    event => sayEvent(event) ?? [],
  )
  const more = async () => {
    const found = await readEarlier(project, id, first)
    setOlder([...found.events, ...older])
    setReadFrom(found.from)
  }
  return (
    <section aria-label="History">
      <h2>History</h2>
      {told.length === 0 && <p class="says">Nothing happened lately.</p>}
      <ol class="history">
        {told.toReversed().map(({ seq, at, text }) => (
          <li key={seq}>
            <time dateTime={new Date(at).toISOString()}>{clockText(at)}</time> {steadyText(text, 1_000)}
          </li>
        ))}
      </ol>
      {first > 1 && first !== Number.POSITIVE_INFINITY && (
        <button
          type="button"
          onClick={() => void more().catch((error: Error) => (notice.value = { text: error.message, isTrouble: true }))}
        >
          Earlier
        </button>
      )}
    </section>
  )
}

interface WorkerPartProps {
  readonly project: string
  readonly id: string
}

interface EarlierEvents {
  readonly events: readonly Journaled[]
  /** The number of the first event that the page has read. 1: there are no earlier events. */
  readonly from: number
}

/** Reads the journal backwards from an event, page by page, until an event is about the worker. */
async function readEarlier(project: string, id: string, before: number): Promise<EarlierEvents> {
  const page = await read<{ events: readonly Journaled[] }>(`/api/projects/${encodeURIComponent(project)}/events?before=${before}`)
  const from = page.events[0]?.seq ?? 1
  const about = page.events.filter(event => isAbout(event, id))
  if (from <= 1 || about.some(event => sayEvent(event) !== null)) return { events: about, from }
  return readEarlier(project, id, from)
}

function isAbout(event: Journaled, id: string): boolean {
  return 'worker' in event && event.worker === id
}

function sayEvent(event: Journaled): { readonly seq: number; readonly at: number; readonly text: string } | null {
  const talk = tellTalk(event)
  const text = talk === null || event.kind === 'report.received' ? (tellEvent(event) ?? talk) : talk
  return text === null ? null : { seq: event.seq, at: event.at, text }
}

/** A terminal that is scrolled to at most this many pixels from its end stays at its end when new lines come. */
const NEAR_END = 40

/** The worker's terminal as text, live. It stays at its end, unless a person has scrolled up. */
function Terminal({ id }: { readonly id: string }) {
  const shown = screen.value
  const place = useRef<HTMLElement>(null)
  const isAtEnd = useRef(true)
  useLayoutEffect(() => {
    const { current } = place
    if (current !== null && isAtEnd.current) current.scrollTop = current.scrollHeight
  }, [shown])
  if (shown === null || shown === 'gone')
    return <p class="terminal says">{shown === null ? `Waiting for the terminal of ${id} …` : `The terminal of ${id} is closed.`}</p>
  return (
    <section
      class="terminal"
      tabIndex={0}
      aria-label={`Terminal of ${id}`}
      ref={place}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END
      }}
    >
      <pre>{withoutGaps(shown.lines).join('\n')}</pre>
    </section>
  )
}

/** Full-screen programs leave many blank rows between their output and their input line, so only one of them is shown. */
function withoutGaps(lines: readonly string[]): readonly string[] {
  return lines.filter((line, index) => line.trim() !== '' || lines[index - 1]?.trim() !== '').map(line => steadyText(line, 2_000))
}
