import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Route } from './model/route.ts'
import { connection, isUnknown, path, projects, route } from './model/store.ts'
import { FleetPage } from './pages/fleet.tsx'
import { Projects } from './pages/projects.tsx'
import { Worker } from './pages/worker.tsx'
import { KeysHelp } from './parts/help.tsx'
import { NoticeLine } from './parts/notice.tsx'
import { TopBar } from './parts/top-bar.tsx'

/** Pages that are loaded when they are first opened. */
const LATER = {
  diff: () => import('./pages/diff.tsx').then(({ Diff }) => Diff),
  graph: () => import('./pages/graph.tsx').then(({ Graph }) => Graph),
  train: () => import('./pages/train.tsx').then(({ Train }) => Train),
  metrics: () => import('./pages/metrics.tsx').then(({ MetricsPage }) => MetricsPage),
  log: () => import('./pages/log.tsx').then(({ LogPage }) => LogPage),
} as const

export function WebPage() {
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <TopBar />
      <main id="main" tabIndex={-1}>
        {connection.value === 'refused' ? (
          <section class="empty">
            <h1>This browser is no longer let in</h1>
            <p>
              Open the link that <code>czar web</code> printed when it started. This page then goes on.
            </p>
          </section>
        ) : (
          <Shown route={route.value} />
        )}
      </main>
      <NoticeLine />
      <KeysHelp />
    </>
  )
}

function Shown({ route: shown }: { readonly route: Route }) {
  if (shown.page === 'nowhere') return <p class="empty">There is no such page. The list of projects is at the top left.</p>
  if (shown.page === 'projects') return <Projects />
  if (isUnknown.value && projects.value?.every(({ id }) => id !== shown.project))
    return (
      <section class="empty">
        <h1>There is no project {shown.project} now</h1>
        <p>As soon as it is launched, this page shows it.</p>
      </section>
    )
  if (shown.page === 'fleet') return <FleetPage project={shown.project} key={shown.project} />
  if (shown.page === 'worker') return <Worker project={shown.project} worker={shown.worker} key={shown.worker} />
  return <Later load={LATER[shown.page]} project={shown.project} worker={'worker' in shown ? shown.worker : ''} key={path.value} />
}

interface LaterProps {
  readonly load: () => Promise<ComponentType<{ readonly project: string; readonly worker: string }>>
  readonly project: string
  readonly worker: string
}

function Later({ load, project, worker }: LaterProps) {
  const [loaded, setLoaded] = useState<{ readonly page: ComponentType<{ project: string; worker: string }> } | 'failed' | null>(null)
  useEffect(() => {
    load().then(
      page => setLoaded({ page }),
      () => setLoaded('failed'),
    )
  }, [load])
  if (loaded === 'failed') return <p class="empty">A part of the page could not be loaded. Reload the page.</p>
  return loaded === null ? <p class="empty">Loading …</p> : <loaded.page project={project} worker={worker} />
}
