/** The content of the screen: the transcript, and below it a dialog, or else the spinner, the framed input line and a footer. */
export interface View {
  readonly transcript: readonly string[]
  readonly dialog: readonly string[] | null
  /** For how many ms the agent has worked on the present text. It is null if the agent is idle. */
  readonly busyForMs: number | null
  readonly composer: string
  readonly queued: number
  readonly footer: string
}

const SPINNER = ['⠂', '⠐', '⠈', '⠠'] as const
const FRAME_MS = 120
/** A reversed blank. Programs that hide the terminal's own cursor draw it as their cursor. */
const CURSOR = '\u001b[7m \u001b[27m'

/**
 * Draws the whole screen with one write. The cursor goes to the upper left corner, then each line is cut to the width and cleared to its
 * end.
 */
export function drawScreen(view: View, { columns, rows }: { readonly columns: number; readonly rows: number }): string {
  const below = lowerPart(view, columns)
  const room = Math.max(0, rows - below.length)
  const above = view.transcript.slice(-room)
  const lines = [...above, ...Array.from({ length: room - above.length }, () => ''), ...below].slice(-rows)
  return `\u001b[H${lines.map(line => `${line.endsWith(CURSOR) ? line : line.slice(0, columns)}\u001b[K`).join('\r\n')}${title(view)}`
}

function lowerPart(view: View, columns: number): readonly string[] {
  if (view.dialog !== null) return ['', ...view.dialog]
  const rule = '─'.repeat(columns)
  const queued = view.queued === 0 ? [] : [`  ${view.queued} queued`]
  const working =
    view.busyForMs === null ? [''] : [`${spinner(view.busyForMs)} Working… (${Math.floor(view.busyForMs / 1000)}s · esc to interrupt)`]
  return [...working, ...queued, rule, withCursor(`❯ ${view.composer}`, columns), rule, `  ${view.footer}`]
}

function withCursor(line: string, columns: number): string {
  return line.length < columns ? `${line}${CURSOR}` : line
}

function title(view: View): string {
  const mark = view.busyForMs === null || view.dialog !== null ? '✳' : spinner(view.busyForMs)
  return `\u001b]0;${mark} scripted\u0007`
}

function spinner(busyForMs: number): string {
  return SPINNER[Math.floor(busyForMs / FRAME_MS) % SPINNER.length] ?? SPINNER[0]
}
