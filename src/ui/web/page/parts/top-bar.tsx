import { costText } from '../../../text/cost-text.ts'
import { isHelpOpen } from '../model/keys.ts'
import { pathOf } from '../model/route.ts'
import { connection, isReadOnly, projects, route, row, view } from '../model/store.ts'
import { Bell } from './bell.tsx'

const TABS = [
  ['fleet', 'Fleet'],
  ['train', 'Train'],
  ['graph', 'Graph'],
  ['metrics', 'Metrics'],
  ['log', 'Log'],
] as const

/** The pages whose title contains their name. The title of any other page has only its project or worker. */
const TITLED: ReadonlySet<string> = new Set(['train', 'graph', 'metrics', 'log', 'diff'])

/**
 * The head of each page. It shows the present page, the number of items that need a person in all projects, and links to the pages of the
 * project.
 */
export function TopBar() {
  const shown = route.value
  const project = 'project' in shown ? shown.project : null
  const needs = (projects.value ?? []).reduce((sum, known) => sum + known.needs.length, 0)
  const names = [project, 'worker' in shown ? shown.worker : null, TITLED.has(shown.page) ? shown.page : null]
  document.title = `${needs > 0 ? `(${needs}) ` : ''}${names.filter(Boolean).join(' · ') || 'czar'}`
  return (
    <header class="top">
      <nav class="where" aria-label="Where you are">
        <a href="/" class="home">
          czar
        </a>
        {project !== null && <a href={pathOf(project)}>{project}</a>}
        {'worker' in shown && <a href={pathOf(shown.project, 'worker', shown.worker)}>{shown.worker}</a>}
      </nav>
      <div class="facts">
        <Facts />
        {isReadOnly.value && <span class="tag">read-only</span>}
        <Bell />
        <button type="button" class="quiet" aria-label="Keys" onClick={() => (isHelpOpen.value = true)}>
          ?
        </button>
      </div>
      {project !== null && (
        <nav class="tabs" aria-label="Pages of the project">
          {TABS.map(([page, title]) => (
            <a
              key={page}
              href={page === 'fleet' ? pathOf(project) : pathOf(project, page)}
              aria-current={shown.page === page ? 'page' : undefined}
            >
              {title}
            </a>
          ))}
        </nav>
      )}
    </header>
  )
}

/** Shows whether the page is connected, and the figures of the project. */
function Facts() {
  const state = connection.value
  if (state !== 'live') return <span class="tag bad">{state === 'connecting' ? 'connecting …' : 'czar web does not answer'}</span>
  const known = row.value
  const { counts, usage } = view.value ?? {}
  if (known === null) return null
  return (
    <>
      {counts != null && (
        <span>
          {counts.verified}/{counts.wanted} verified
        </span>
      )}
      {usage !== undefined && <span>{costText(usage)}</span>}
      <span class={`tag ${known.alive ? 'good' : 'faint'}`}>{known.state ?? 'unknown'}</span>
    </>
  )
}
