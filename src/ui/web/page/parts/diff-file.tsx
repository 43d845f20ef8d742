import type { ComponentChildren, VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { counted } from '../../../../core/text/counted.ts'
import { besideEachOther, type PatchFile, type PatchHunk, type PatchLine } from '../model/parse-diff.ts'
import { isOn, type Remark } from '../model/review.ts'
import { isReadOnly } from '../model/store.ts'
import { visible } from '../model/visible.ts'
import { RemarkBox } from './remarks.tsx'

interface DiffFileProps {
  readonly project: string
  readonly worker: string
  readonly file: PatchFile
  readonly isBeside: boolean
  /** The remarks on lines of this file. */
  readonly remarks: readonly Remark[]
  readonly onPick: (file: PatchFile, line: PatchLine) => void
  readonly onChange: (next: Remark | null, id: number) => void
}

const STATUS = { added: 'new', deleted: 'deleted', renamed: 'renamed', changed: '' } as const
/** A file with more lines is closed until a person opens it, because a browser would need a second to show it. */
const MOST = { lines: 3_000, chars: 150_000 } as const

/** Shows one file of a diff. It is drawn again only if one of its properties has changed. */
export function DiffFile(props: DiffFileProps) {
  const { project, worker, file, isBeside, remarks } = props
  return useMemo(() => <File {...props} />, [project, worker, file, isBeside, remarks, isReadOnly.value])
}

/** A file that the person marked as seen is closed until its changes differ. Long: most of it is markup. */
function File(props: DiffFileProps) {
  const { project, worker, file, remarks } = props
  const key = useMemo(() => seenKey(project, worker, file), [project, worker, file])
  const [turned, setTurned] = useState({ key: '', isSeen: false })
  const isSeen = turned.key === key ? turned.isSeen : localStorage.getItem(key) !== null
  const turn = () => {
    if (isSeen) localStorage.removeItem(key)
    else localStorage.setItem(key, '1')
    setTurned({ key, isSeen: !isSeen })
  }
  const count = useMemo(() => file.hunks.reduce((sum, { lines }) => sum + lines.length, 0), [file])
  const [isOpened, setOpened] = useState(false)
  const isLong = count > MOST.lines || file.text.length > MOST.chars
  const isOpen = isOpened || !isLong || remarks.length > 0
  const isEmpty = !file.isBinary && file.hunks.length === 0
  return (
    <section class="file" id={encodeURIComponent(file.path)} aria-label={visible(file.path)}>
      <h2>
        <span>
          <bdi>{visible(file.path)}</bdi>{' '}
          {file.status === 'renamed' && (
            <span class="says">
              was <bdi>{visible(file.oldPath)}</bdi>
            </span>
          )}{' '}
          <span class="tag">{STATUS[file.status]}</span>
        </span>
        <label>
          <input type="checkbox" checked={isSeen} onChange={turn} /> seen
        </label>
      </h2>
      {!isSeen && file.isBinary && <p class="says">A binary file.</p>}
      {!isSeen && isEmpty && <p class="says">{sayEmpty(file)}</p>}
      {!isSeen && !isOpen && (
        <p class="says">
          <button type="button" onClick={() => setOpened(true)}>
            Show {counted(count, 'line')}
          </button>
        </p>
      )}
      {!isSeen && isOpen && count > 0 && (
        <section class="scroll" tabIndex={0} aria-label={`Lines of ${visible(file.path)}`}>
          {file.hunks.map((hunk, index) => (
            <HunkRows key={`${index} ${hunk.title}`} hunk={hunk} {...props} />
          ))}
        </section>
      )}
    </section>
  )
}

function sayEmpty({ mode, status }: PatchFile): string {
  if (mode !== null) return mode
  return status === 'added' || status === 'deleted' ? 'An empty file.' : 'No line has changed.'
}

/** A row of the table, and the lines on which remarks stand below it. */
interface DrawnRow {
  readonly row: VNode
  readonly lines: readonly PatchLine[]
}

/** Lines that make one table. A key in a field of a table makes the browser lay out the whole table. */
const TABLE_LINES = 200
const NONE: readonly Remark[] = []

/** The rows themselves are drawn only once. Only the remarks between them are drawn again. */
function HunkRows({ hunk, isBeside, file, remarks, onPick, onChange }: DiffFileProps & { readonly hunk: PatchHunk }) {
  const parts = useMemo(() => {
    const pick = (line: PatchLine) => () => onPick(file, line)
    const rows = isBeside ? rowsBeside(hunk, pick) : rowsBelow(hunk, pick)
    return Array.from({ length: Math.ceil(rows.length / TABLE_LINES) }, (_, at) => rows.slice(at * TABLE_LINES, (at + 1) * TABLE_LINES))
  }, [hunk, isBeside, isReadOnly.value])
  return (
    <>
      {parts.map((rows, index) => {
        const own = remarks.filter(remark => rows.some(({ lines }) => lines.some(line => isOn(remark, line))))
        const title = index === 0 ? hunk.title : null
        return <LinesTable key={index} remarks={own.length === 0 ? NONE : own} {...{ rows, title, isBeside, onChange }} />
      })}
    </>
  )
}

interface LinesTableProps {
  readonly rows: readonly DrawnRow[]
  /** Null: the table goes on with the lines of the one before. */
  readonly title: string | null
  readonly isBeside: boolean
  /** The remarks on these lines. */
  readonly remarks: readonly Remark[]
  readonly onChange: DiffFileProps['onChange']
}

/** A part of the lines. It is drawn again only if one of its properties is another one. Long: most of it is markup. */
function LinesTable({ rows, title, isBeside, remarks, onChange }: LinesTableProps) {
  const width = isBeside ? 4 : 3
  const drawn = useMemo(
    () =>
      remarks.length === 0
        ? rows.map(({ row }) => row)
        : rows.flatMap(({ row, lines }) => [
            row,
            ...remarks.flatMap(remark =>
              lines.some(line => isOn(remark, line))
                ? [
                    <Wide key={`remark ${remark.id}`} width={width}>
                      <RemarkBox remark={remark} onChange={onChange} />
                    </Wide>,
                  ]
                : [],
            ),
          ]),
    [rows, remarks],
  )
  return (
    <div class="lines">
      <table class={isBeside ? 'diff beside' : 'diff'}>
        <colgroup>
          <col class="number" />
          <col class={isBeside ? '' : 'number'} />
          {isBeside && <col class="number" />}
          <col />
        </colgroup>
        <tbody>
          {title !== null && (
            <tr class="hunk">
              <th colSpan={width} scope="rowgroup">
                {visible(title) || '…'}
              </th>
            </tr>
          )}
          {drawn}
        </tbody>
      </table>
    </div>
  )
}

type Pick = (line: PatchLine) => () => void

function rowsBeside({ lines }: PatchHunk, pick: Pick): readonly DrawnRow[] {
  return besideEachOther(lines).map(({ left, right }, index) => ({
    row: (
      <tr key={index}>
        <Side line={left} number={left?.old ?? null} pick={pick} />
        <Side line={right} number={right?.new ?? null} pick={pick} />
      </tr>
    ),
    lines: [left, right].filter(line => line !== null),
  }))
}

function rowsBelow({ lines }: PatchHunk, pick: Pick): readonly DrawnRow[] {
  return lines.map((line, index) => ({
    row: (
      <tr key={index} class={KIND[line.sign]}>
        <td class="number">{line.new === null ? <LineButton line={line} number={line.old} pick={pick} /> : line.old}</td>
        <td class="number">{line.new !== null && <LineButton line={line} number={line.new} pick={pick} />}</td>
        <td class="code">
          {line.sign}
          {visible(line.text)}
        </td>
      </tr>
    ),
    lines: [line],
  }))
}

const KIND = { '+': 'plus', '-': 'minus', ' ': 'same' } as const

interface SideProps {
  readonly line: PatchLine | null
  readonly number: number | null
  readonly pick: Pick
}

function Side({ line, number, pick }: SideProps) {
  // Both cells are there, because a table of added lines alone would have columns of another width.
  if (line === null)
    return (
      <>
        <td class="number none" />
        <td class="code none" />
      </>
    )
  return (
    <>
      <td class={`number ${KIND[line.sign]}`}>
        <LineButton line={line} number={number} pick={pick} />
      </td>
      <td class={`code ${KIND[line.sign]}`}>{visible(line.text)}</td>
    </>
  )
}

function LineButton({ line, number, pick }: SideProps & { readonly line: PatchLine }) {
  if (isReadOnly.value) return <>{number}</>
  return (
    <button type="button" aria-label={`A remark on ${line.sign === '-' ? 'removed ' : ''}line ${number}`} onClick={pick(line)}>
      {number}
    </button>
  )
}

function Wide({ width, children }: { readonly width: number; readonly children: ComponentChildren }) {
  return (
    <tr class="wide">
      <td colSpan={width}>{children}</td>
    </tr>
  )
}

/**
 * The key under which the browser stores that a file was seen. It contains the length and a checksum of the changes, so a file with other
 * changes counts as unseen.
 */
function seenKey(project: string, worker: string, { path, text }: PatchFile): string {
  let sum = 0
  for (let index = 0; index < text.length; index++) sum = (Math.imul(sum, 31) + text.charCodeAt(index)) | 0
  return `czar-seen ${project} ${worker} ${path} ${text.length} ${sum}`
}
