import type { ProjectRow } from '../../../../core/views/project-row.ts'
import { costText } from '../../../text/cost-text.ts'
import { steadyText } from '../../../text/steady-text.ts'
import { pathOf } from '../model/route.ts'
import { hosts, projects } from '../model/store.ts'
import { Age } from '../parts/age.tsx'

/** All projects of this machine and of other hosts. Those that need a person come first. */
export function Projects() {
  const rows = projects.value
  if (rows === null) return <p class="empty">Loading the projects …</p>
  const unreached = hosts.value.filter(({ problem }) => problem !== null)
  if (rows.length === 0 && unreached.length === 0)
    return (
      <p class="empty">
        There is no project yet. In a terminal, <code>czar launch czar.yaml</code> starts one.
      </p>
    )
  const sorted = rows.toSorted((one, other) => other.needs.length - one.needs.length || Number(other.alive) - Number(one.alive))
  return (
    <section>
      <h1>Projects</h1>
      <div class="projects">
        {sorted.map(row => (
          <Project key={row.id} row={row} />
        ))}
        {unreached.map(({ host, problem }) => (
          <article key={`host ${host}`} class="card bad">
            <p class="head">{host}</p>
            <p class="says bad">{steadyText(problem ?? '', 400)}</p>
          </article>
        ))}
      </div>
    </section>
  )
}

function Project({ row }: { readonly row: ProjectRow }) {
  const { id, project, host, alive, needs, counts, usage, state, updated_at: at } = row
  const tone = needs.length > 0 ? 'bad' : alive ? 'good' : 'faint'
  return (
    <article class={`card ${tone}`} data-card>
      <p class="head">
        <a href={pathOf(id)}>{project}</a>
        {host !== null && <span class="tag">{host}</span>}
        <span class={`health ${alive ? 'good' : 'faint'}`}>{state ?? 'unknown'}</span>
        {at !== undefined && <Age since={at} />}
      </p>
      {counts != null && (
        <>
          <progress max={Math.max(1, counts.wanted)} value={counts.verified} aria-label="verified tasks" />
          <p class="figures">
            <span>
              {counts.verified} of {counts.wanted} tasks verified
            </span>
            {usage !== undefined && <span>{costText(usage)}</span>}
          </p>
        </>
      )}
      {needs.slice(0, 3).map(text => (
        <p key={text} class="says bad">
          {steadyText(text, 300)}
        </p>
      ))}
      {needs.length > 3 && <p class="says">and {needs.length - 3} more</p>}
    </article>
  )
}
