import { type ComponentChildren, Fragment } from 'preact'
import { useState } from 'preact/hooks'
import { besideEachOther, type PatchFile, type PatchHunk, type PatchLine } from '../model/parse-diff.ts'
import { isReadOnly } from '../model/store.ts'
import type { Remark } from '../pages/diff.tsx'

interface DiffFileProps {
  readonly worker: string
  readonly file: PatchFile
  readonly isBeside: boolean
  readonly remarks: readonly Remark[]
  readonly onRemark: (path: string, line: PatchLine, text: string) => void
  readonly onDrop: (remark: Remark) => void
}

const STATUS = { added: 'new', deleted: 'deleted', renamed: 'renamed', changed: '' } as const

/** One file of a diff. A file that was marked as seen is closed, until its changes are others. */
export function DiffFile(props: DiffFileProps) {
  const { worker, file, isBeside } = props
  const [isSeen, setSeen] = useState(() => readSeen(worker, file))
  const turn = () => {
    writeSeen(worker, file, !isSeen)
    setSeen(!isSeen)
  }
  return (
    <section class="file" id={encodeURIComponent(file.path)} aria-label={file.path}>
      <h2>
        <span>
          {file.path} {file.status === 'renamed' && <span class="says">was {file.oldPath}</span>}{' '}
          <span class="tag">{STATUS[file.status]}</span>
        </span>
        <label>
          <input type="checkbox" checked={isSeen} onChange={turn} /> seen
        </label>
      </h2>
      {!isSeen && file.isBinary && <p class="says">A binary file.</p>}
      {!isSeen && (
        <section class="scroll" tabIndex={0} aria-label={`Lines of ${file.path}`}>
          <table class={isBeside ? 'diff beside' : 'diff'}>
            {file.hunks.map((hunk, index) => (
              <HunkRows key={`${index} ${hunk.title}`} hunk={hunk} {...props} />
            ))}
          </table>
        </section>
      )}
    </section>
  )
}

// Long: most of it is markup.
function HunkRows({ hunk, ...props }: DiffFileProps & { readonly hunk: PatchHunk }) {
  const [open, setOpen] = useState<PatchLine | null>(null)
  const width = props.isBeside ? 4 : 3
  const under = (line: PatchLine | null) => {
    if (line === null) return null
    const own = props.remarks.filter(remark => remark.path === props.file.path && isOn(remark, line))
    return (
      <>
        {own.map(remark => (
          <Wide key={remark.text} width={width}>
            <span class="remark">{remark.text}</span>
            <button type="button" aria-label="Take the remark back" onClick={() => props.onDrop(remark)}>
              ×
            </button>
          </Wide>
        ))}
        {open === line && (
          <Wide width={width}>
            <RemarkForm
              onDone={text => {
                if (text !== null) props.onRemark(props.file.path, line, text)
                setOpen(null)
              }}
            />
          </Wide>
        )}
      </>
    )
  }
  const pick = (line: PatchLine) => () => setOpen(open === line ? null : line)
  return (
    <tbody>
      <tr class="hunk">
        <th colSpan={width} scope="rowgroup">
          {hunk.title || '…'}
        </th>
      </tr>
      {props.isBeside
        ? besideEachOther(hunk.lines).map((row, index) => (
            <Fragment key={index}>
              <tr>
                <Side line={row.left} number={row.left?.old ?? null} pick={pick} />
                <Side line={row.right} number={row.right?.new ?? null} pick={pick} />
              </tr>
              {row.left !== row.right && under(row.left)}
              {under(row.right)}
            </Fragment>
          ))
        : hunk.lines.map((line, index) => (
            <Fragment key={index}>
              <tr class={KIND[line.sign]}>
                <td class="number">{line.new === null ? <LineButton line={line} number={line.old} pick={pick} /> : line.old}</td>
                <td class="number">{line.new !== null && <LineButton line={line} number={line.new} pick={pick} />}</td>
                <td class="code">
                  {line.sign}
                  {line.text}
                </td>
              </tr>
              {under(line)}
            </Fragment>
          ))}
    </tbody>
  )
}

const KIND = { '+': 'plus', '-': 'minus', ' ': 'same' } as const

interface SideProps {
  readonly line: PatchLine | null
  readonly number: number | null
  readonly pick: (line: PatchLine) => () => void
}

function Side({ line, number, pick }: SideProps) {
  if (line === null) return <td colSpan={2} class="none" />
  return (
    <>
      <td class={`number ${KIND[line.sign]}`}>
        <LineButton line={line} number={number} pick={pick} />
      </td>
      <td class={`code ${KIND[line.sign]}`}>{line.text}</td>
    </>
  )
}

function LineButton({ line, number, pick }: SideProps & { readonly line: PatchLine }) {
  if (isReadOnly.value) return <>{number}</>
  return (
    <button type="button" aria-label={`A remark on line ${number}`} onClick={pick(line)}>
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

function RemarkForm({ onDone }: { readonly onDone: (text: string | null) => void }) {
  const [text, setText] = useState('')
  return (
    <form
      class="write"
      onSubmit={event => {
        event.preventDefault()
        if (text.trim() !== '') onDone(text.trim())
      }}
    >
      <textarea
        rows={2}
        value={text}
        aria-label="Remark"
        ref={field => field?.focus()}
        onInput={event => setText(event.currentTarget.value)}
      />
      <button type="submit" class="main" disabled={text.trim() === ''}>
        Add
      </button>
      <button type="button" onClick={() => onDone(null)}>
        Cancel
      </button>
    </form>
  )
}

function isOn(remark: Remark, line: PatchLine): boolean {
  return remark.side === 'new' ? line.new === remark.line : line.new === null && line.old === remark.line
}

/** The key under which the browser remembers that a file was seen. It holds the length and a sum of the changes, so other changes are unseen. */
function seenKey(worker: string, { path, text }: PatchFile): string {
  let sum = 0
  for (let index = 0; index < text.length; index++) sum = (Math.imul(sum, 31) + text.charCodeAt(index)) | 0
  return `czar-seen ${worker} ${path} ${text.length} ${sum}`
}

function readSeen(worker: string, file: PatchFile): boolean {
  return localStorage.getItem(seenKey(worker, file)) !== null
}

function writeSeen(worker: string, file: PatchFile, isSeen: boolean): void {
  if (isSeen) localStorage.setItem(seenKey(worker, file), '1')
  else localStorage.removeItem(seenKey(worker, file))
}
