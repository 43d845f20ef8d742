import type { TaskView } from '../../../../core/views/status.ts'
import { layoutGraph, type PlacedNode } from '../model/layout-graph.ts'
import { pathOf } from '../model/route.ts'
import { view } from '../model/store.ts'

const COLUMN = 220
const ROW = 58
const WIDTH = 180
/** The space around the graph in pixels. Without it, the frames of the outer nodes would be cut. */
const EDGE = 2
const HEIGHT = 42
const TONES = {
  waiting: 'busy',
  assigned: 'good',
  candidate: 'good',
  verified: 'done',
  stale: 'warn',
  failed: 'bad',
  dropped: 'faint',
} as const

/** The graph of tasks. Each task stands to the right of the tasks that it waits for. */
export function Graph({ project }: { readonly project: string }) {
  const tasks = view.value?.tasks ?? null
  if (tasks === null) return <p class="empty">Loading the tasks …</p>
  const placed = layoutGraph(tasks.filter(({ state }) => state !== 'dropped'))
  const at = new Map(placed.map(one => [one.node.id, one]))
  const width = (Math.max(0, ...placed.map(({ column }) => column)) + 1) * COLUMN
  const height = (Math.max(0, ...placed.map(({ row }) => row)) + 1) * ROW
  return (
    <>
      <h1>Tasks</h1>
      <section class="scroll" tabIndex={0} aria-label="Graph of the tasks">
        <svg
          class="graph"
          width={width}
          height={height}
          viewBox={`${-EDGE} ${-EDGE} ${width} ${height}`}
          aria-label={`${placed.length} tasks and what they depend on`}
        >
          {placed.flatMap(to =>
            to.node.after.flatMap(id =>
              at.has(id) ? [<Edge key={`${id} ${to.node.id}`} from={at.get(id) as PlacedNode<TaskView>} to={to} />] : [],
            ),
          )}
          {placed.map(one => (
            <Node key={one.node.id} project={project} placed={one} />
          ))}
        </svg>
      </section>
    </>
  )
}

type Placed = PlacedNode<TaskView>

function Edge({ from, to }: { readonly from: Placed; readonly to: Placed }) {
  const [x, y] = [from.column * COLUMN + WIDTH, from.row * ROW + HEIGHT / 2]
  const [u, v] = [to.column * COLUMN, to.row * ROW + HEIGHT / 2]
  const middle = (x + u) / 2
  return <path class="edge" d={`M${x} ${y} C${middle} ${y} ${middle} ${v} ${u} ${v}`} />
}

function Node({ project, placed: { node, column, row } }: { readonly project: string; readonly placed: Placed }) {
  const box = (
    <g class={`node ${TONES[node.state]}`} transform={`translate(${column * COLUMN} ${row * ROW})`}>
      <title>{`${node.id}: ${node.state}${node.worker === null ? '' : `, ${node.worker}`}`}</title>
      <rect width={WIDTH} height={HEIGHT} rx="6" />
      {/* An inner image ends at its edges, and so does a name that is wider than the node. A screen reader reads the title. */}
      <svg width={WIDTH - 6} height={HEIGHT} aria-hidden="true">
        <text x="10" y="18">
          {shortened(node.id, 20)}
        </text>
        <text x="10" y="34" class="small">
          {`${node.state}${node.worker === null || node.worker === node.id ? '' : ` · ${shortened(node.worker, 12)}`}`}
        </text>
      </svg>
    </g>
  )
  return node.worker === null ? box : <a href={pathOf(project, 'worker', node.worker)}>{box}</a>
}

/** A name without its middle. Long names often differ at their ends. The title of the node has the whole name. */
function shortened(name: string, most: number): string {
  const half = Math.floor((most - 1) / 2)
  return name.length <= most ? name : `${name.slice(0, most - 1 - half)}…${name.slice(-half)}`
}
