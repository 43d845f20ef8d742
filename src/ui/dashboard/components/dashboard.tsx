import { Box } from 'ink'
import { header } from '../header.ts'
import { layoutOf } from '../layout.ts'
import { footer } from '../lines/footer.ts'
import { help } from '../lines/help.ts'
import { fitLine, type Line } from '../lines/line.ts'
import { ruler } from '../lines/ruler.ts'
import { type Model, PANELS, type Panel, type Size, selectedWorker } from '../model.ts'
import { attentionPanel } from '../panels/attention-panel.ts'
import { detailPanel } from '../panels/detail-panel.ts'
import { eventsPanel, messagesPanel } from '../panels/events-panel.ts'
import { queuePanel } from '../panels/queue-panel.ts'
import { workerTable } from '../table/worker-table.ts'
import { Lines } from './lines.tsx'

const DRAW = {
  attention: attentionAndEvents,
  queue: queuePanel,
  events: eventsPanel,
  messages: messagesPanel,
} satisfies Record<Panel, (model: Model, size: Size) => readonly Line[]>

interface Props {
  readonly model: Model
  readonly isColourful: boolean
}

/**
 * One picture: a header of two rows or more, the body, and a footer of one row. Every row is cut to the right width before ink gets it. If
 * ink cut the rows itself, it would measure and parse each of them twice more for each picture.
 */
export function Dashboard({ model, isColourful }: Props) {
  const { columns, rows } = model.size
  const top = header(model)
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Box flexDirection="column" height={top.length} flexShrink={0}>
        <Lines lines={top} isColourful={isColourful} />
      </Box>
      <Box flexDirection="column" flexGrow={1}>
        <Body model={model} isColourful={isColourful} />
      </Box>
      <Box height={1} flexShrink={0}>
        <Lines lines={[footer(model)]} isColourful={isColourful} />
      </Box>
    </Box>
  )
}

function Body({ model, isColourful }: Props) {
  const { body, table, panel } = layoutOf(model)
  if (model.mode.kind === 'help') return <Lines lines={help(body)} isColourful={isColourful} />
  const selected = selectedWorker(model)
  if (model.mode.kind === 'detail' && selected !== null) {
    return <Lines lines={fitLines(detailPanel(model, selected, body), body)} isColourful={isColourful} />
  }
  const rows = workerTable(model, table).slice(0, table.rows)
  return (
    <>
      <Box flexDirection="column" height={table.rows} flexShrink={0}>
        <Lines lines={rows.map(row => row.line)} selected={rows.findIndex(row => row.isSelected)} isColourful={isColourful} />
      </Box>
      {panel !== null && (
        <Lines
          lines={[fitLine(tabs(model), panel.columns), ...fitLines(DRAW[model.panel](model, panel), panel)]}
          isColourful={isColourful}
        />
      )}
    </>
  )
}

function fitLines(lines: readonly Line[], { columns, rows }: Size): readonly Line[] {
  return lines.slice(0, rows).map(line => fitLine(line, columns))
}

/** The items that need a person, and below them the newest events. There are usually few such items, so events fill the other rows. */
function attentionAndEvents(model: Model, size: Size): readonly Line[] {
  const matters = attentionPanel(model, size)
  const left = size.rows - matters.length - 1
  return left < 2 ? matters : [...matters, ruler('lately', size.columns), ...eventsPanel(model, { ...size, rows: left })]
}

/** The line above the panel. It lists the names of all panels and marks the panel that is shown. */
function tabs({ panel, size, view, selected }: Model): Line {
  const names = PANELS.map((name, index) => {
    const count = name === 'attention' ? (view?.attention.length ?? 0) : name === 'queue' ? (view?.tasks.length ?? 0) : 0
    const title = `${index + 1} ${name}${count > 0 ? ` ${count}` : ''}${name === 'messages' && name === panel && selected !== null ? ` of ${selected}` : ''}`
    return name === panel ? `[${title}]` : ` ${title} `
  })
  return ruler(names.join(''), size.columns)
}
