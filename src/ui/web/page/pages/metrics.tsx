import { useEffect, useRef, useState } from 'preact/hooks'
import uPlot from 'uplot'
import type { ProjectMetrics } from '../../wire.ts'
import { read } from '../model/ask.ts'

const AGAIN_MS = 30_000

/** Charts of the project: proven and rejected work, cost and tokens by the hour. Long: most of it is markup. */
export function MetricsPage({ project }: { readonly project: string }) {
  const [figures, setFigures] = useState<ProjectMetrics | string | null>(null)
  useEffect(() => {
    const load = () =>
      read<ProjectMetrics>(`/api/projects/${encodeURIComponent(project)}/metrics`).then(setFigures, (error: Error) =>
        setFigures(error.message),
      )
    void load()
    const timer = setInterval(load, AGAIN_MS)
    return () => clearInterval(timer)
  }, [project])
  if (figures === null) return <p class="empty">Adding up the journal …</p>
  if (typeof figures === 'string') return <p class="empty">{figures}</p>
  const { hours, checked, right_at_first: right } = figures
  const times = hours.map(({ at }) => at / 1_000)
  const proven = hours.reduce((sum, hour) => sum + hour.proven, 0)
  const rejected = hours.reduce((sum, hour) => sum + hour.rejected, 0)
  return (
    <>
      <h1>Metrics</h1>
      <dl class="list">
        <div>
          <dt>checks</dt>
          <dd>
            {proven} proven, {rejected} rejected
          </dd>
        </div>
        <div>
          <dt>right at once</dt>
          <dd>
            {checked === 0
              ? 'nothing was checked yet'
              : `${right} of ${checked} tasks (${Math.round((right / checked) * 100)} %) were proven by their first check`}
          </dd>
        </div>
      </dl>
      <Chart
        title="Checks in an hour"
        times={times}
        lines={[
          ['proven', hours.map(hour => hour.proven), 0],
          ['rejected', hours.map(hour => hour.rejected), 1],
        ]}
      />
      <Chart title="Cost in an hour, US dollars" times={times} lines={[['cost', hours.map(hour => hour.usd), 2]]} />
      <Chart title="Tokens in an hour" times={times} lines={[['tokens', hours.map(hour => hour.tokens), 3]]} />
    </>
  )
}

type ChartLine = readonly [name: string, values: readonly number[], colour: 0 | 1 | 2 | 3]
const COLOURS = ['--good', '--bad', '--accent', '--warn'] as const

interface ChartProps {
  readonly title: string
  readonly times: readonly number[]
  readonly lines: readonly ChartLine[]
}

/** A chart for the eye, and the same figures as a table for a screen reader. Long: it sets up the chart and draws the table. */
function Chart({ title, times, lines }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const isEmpty = lines.every(([, values]) => values.every(value => value === 0))
  useEffect(() => {
    const { current } = place
    if (current === null || isEmpty) return
    const style = getComputedStyle(current)
    const ink = style.getPropertyValue('--ink')
    const axis = { stroke: ink, grid: { stroke: style.getPropertyValue('--line') }, ticks: { stroke: style.getPropertyValue('--line') } }
    const series = lines.map(([label, , colour]) => ({
      label,
      stroke: style.getPropertyValue(COLOURS[colour]),
      fill: `${style.getPropertyValue(COLOURS[colour])}33`,
      ...(uPlot.paths.bars === undefined ? {} : { paths: uPlot.paths.bars({ size: [0.6, 40] }) }),
      points: { show: false },
    }))
    const chart = new uPlot(
      {
        width: current.clientWidth,
        height: 200,
        series: [{}, ...series],
        axes: [axis, axis],
        scales: {
          y: { range: (_, __, most) => [0, Math.max(1e-6, most * 1.1)] },
        },
      },
      [[...times], ...lines.map(([, values]) => [...values])],
      current,
    )
    const watcher = new ResizeObserver(() => chart.setSize({ width: current.clientWidth, height: 200 }))
    watcher.observe(current)
    return () => {
      watcher.disconnect()
      chart.destroy()
    }
  }, [times.length, JSON.stringify(lines)])
  return (
    <section>
      <h2>{title}</h2>
      {isEmpty ? <p class="says">Nothing yet.</p> : <div ref={place} class="chart" aria-hidden="true" />}
      <div class="hidden">
        <table>
          <caption>{title}</caption>
          <tbody>
            {times.map((time, index) => (
              <tr key={time}>
                <th scope="row">{new Date(time * 1_000).toLocaleString()}</th>
                {lines.map(([name, values]) => (
                  <td key={name}>
                    {name} {values[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
