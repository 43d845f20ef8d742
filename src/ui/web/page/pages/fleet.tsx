import { useFind } from '../model/find.ts'
import { LANES, type Lane, lanesOf } from '../model/lanes.ts'
import { row, view } from '../model/store.ts'
import { BaseFindings } from '../parts/base-findings.tsx'
import { EditBanner } from '../parts/edit-banner.tsx'
import { MatterCard } from '../parts/matter.tsx'
import { TaskCard, workerCard } from '../parts/worker-card.tsx'

/** The board of one project. It shows what needs a person, and below that the workers in lanes. Long: most of it is markup. */
export function FleetPage({ project }: { readonly project: string }) {
  const [filter, find] = useFind()
  const shown = view.value
  if (shown === null) return <p class="empty">{row.value?.problem ?? 'Loading the fleet …'}</p>
  const lanes = lanesOf(shown)
  const words = filter.toLowerCase()
  const isMeant = (id: string, more: string) => words === '' || `${id} ${more}`.toLowerCase().includes(words)
  const problem = shown.train?.problem ?? null
  const cardsOf = (lane: Lane) =>
    lanes[lane].filter(card =>
      isMeant(card.id, card.kind === 'worker' ? `${card.worker.assignment?.task ?? ''} ${card.worker.health}` : ''),
    )
  const found = LANES.map(lane => ({ lane, cards: cardsOf(lane) }))
  return (
    <>
      <h1 class="hidden">{project}</h1>
      <NoCzarBanner />
      <EditBanner project={project} />
      <Jumps lanes={found.map(({ lane, cards }) => [lane, cards.length])} />
      {shown.attention.length > 0 && (
        <section class="matters" aria-label="What needs you">
          <h2>Needs you</h2>
          {shown.attention.map(matter => (
            <MatterCard key={matter.key} project={project} matter={matter} />
          ))}
        </section>
      )}
      <BaseFindings />
      {problem !== null && <p class="says bad">The merging has stopped: {problem}</p>}
      <p class="find">
        <input
          type="search"
          data-find
          placeholder="Find"
          aria-label="Find workers and tasks"
          value={filter}
          onInput={event => find(event.currentTarget.value)}
        />
      </p>
      <div class="lanes">
        {found.map(({ lane, cards }) => (
          <section key={lane} class="lane" data-lane={lane} data-empty={cards.length === 0} aria-label={lane}>
            <h2>
              {lane} <span class="count">{cards.length}</span>
            </h2>
            {cards.map(card =>
              card.kind === 'worker' ? (
                workerCard(project, card.id, card.worker)
              ) : (
                <TaskCard key={`task ${card.id}`} project={project} task={card.task} />
              ),
            )}
          </section>
        ))}
      </div>
    </>
  )
}

/** A fleet with fewer cards needs no buttons that jump to its lanes. */
const FEW_CARDS = 10

/** On a narrow window, the lanes stand below each other. These buttons lead to each of them with one touch. */
function Jumps({ lanes }: { readonly lanes: readonly (readonly [Lane, number])[] }) {
  if (lanes.reduce((sum, [, count]) => sum + count, 0) < FEW_CARDS) return null
  return (
    <nav class="jumps" aria-label="Lanes">
      {lanes.map(([lane, count]) =>
        count === 0 ? null : (
          <button type="button" key={lane} onClick={() => jumpTo(lane)}>
            {lane} {count}
          </button>
        ),
      )}
    </nav>
  )
}

/** The lane of the workers that need a person is hidden on a narrow window, because their matters stand above. */
function jumpTo(lane: Lane): void {
  document.querySelector(lane === 'Needs you' ? '.matters' : `[data-lane="${lane}"]`)?.scrollIntoView()
}

/** Says that no czar answers, so what the page shows is old. */
export function NoCzarBanner() {
  const known = row.value
  if (known === null || known.alive) return null
  if (known.state === 'finished' || known.state === 'stopped') return <p class="banner faint">The fleet has {known.state}.</p>
  return <p class="banner bad">{known.needs[0] ?? 'No czar answers.'} The page shows what was known last.</p>
}
