import { useEffect, useState } from 'preact/hooks'
import type { Journaled } from '../../../../core/events/event.ts'
import { describeEvent, workerOf } from '../../../text/describe-event.ts'
import { momentText } from '../../../text/moments.ts'
import { steadyText } from '../../../text/steady-text.ts'
import { read } from '../model/ask.ts'
import { useFind } from '../model/find.ts'
import { events } from '../model/store.ts'

/** All events of the project, the newest first, with a filter. Older events are read from the journal when a person asks for them. Long: most of it is markup. */
export function LogPage({ project }: { readonly project: string }) {
  const [older, setOlder] = useState<readonly Journaled[]>([])
  const [filter, find] = useFind()
  const [isAll, setAll] = useState(false)
  useEffect(() => setOlder([]), [project])
  const live = events.value
  const first = (older[0] ?? live[0])?.seq ?? 1
  const from = `/api/projects/${encodeURIComponent(project)}/events`
  const more = async () => {
    const page = await read<{ events: readonly Journaled[] }>(`${from}?before=${first}`)
    setOlder([...page.events, ...older])
    setAll(page.events.length === 0)
  }
  const firstLive = live[0]?.seq ?? Number.POSITIVE_INFINITY
  const all = [...older.filter(({ seq }) => seq < firstLive), ...live]
  const words = filter.toLowerCase()
  const shown = all.filter(
    event => words === '' || `${event.kind} ${workerOf(event) ?? ''} ${describeEvent(event)}`.toLowerCase().includes(words),
  )
  return (
    <>
      <h1>Log</h1>
      <p class="find">
        <input
          type="search"
          data-find
          placeholder="Find"
          aria-label="Find events"
          value={filter}
          onInput={event => find(event.currentTarget.value)}
        />
        <span class="says">
          {shown.length} of {all.length} events
        </span>
      </p>
      <ol class="history log">
        {shown.toReversed().map(event => (
          <Row key={event.seq} event={event} />
        ))}
      </ol>
      {first > 1 && !isAll && (
        <button type="button" onClick={more}>
          Older events
        </button>
      )}
    </>
  )
}

function Row({ event }: { readonly event: Journaled }) {
  return (
    <li>
      <span class="says">#{event.seq}</span> <time dateTime={new Date(event.at).toISOString()}>{momentText(event.at)}</time>{' '}
      <strong>{workerOf(event) ?? ''}</strong> <code>{event.kind}</code> {steadyText(describeEvent(event), 500)}
    </li>
  )
}
