import { signal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { counted } from '../../../../core/text/counted.ts'
import type { WorkerChanges } from '../../wire.ts'
import { read, workerPath, write } from '../model/ask.ts'
import { type PatchFile, type PatchLine, parseDiff } from '../model/parse-diff.ts'
import { isReadOnly, view } from '../model/store.ts'
import { DiffFile } from '../parts/diff-file.tsx'

/** A remark on lines of the diff, before the review is sent. */
export interface Remark {
  readonly path: string
  readonly side: 'old' | 'new'
  readonly line: number
  readonly lines: readonly string[]
  readonly text: string
}

interface Shown {
  readonly changes: WorkerChanges
  readonly files: readonly PatchFile[]
}

const isBeside = signal(localStorage.getItem('czar-diff') === 'beside')

interface DiffProps {
  readonly project: string
  readonly worker: string
}

/** A worker's changes, and a review of them that is collected line by line and sent as one message. Long: it holds the state of the review. */
export function Diff({ project, worker }: DiffProps) {
  const [shown, setShown] = useState<Shown | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isOld, setOld] = useState(false)
  const [remarks, setRemarks] = useState<readonly Remark[]>([])
  const [note, setNote] = useState('')
  const load = () =>
    read<WorkerChanges>(workerPath(project, worker, 'diff')).then(
      changes => {
        setShown({ changes, files: parseDiff(changes.patch) })
        setProblem(null)
        setOld(false)
      },
      (error: Error) => setProblem(error.message),
    )
  useEffect(() => void load(), [project, worker])
  const stamp = stampOf(worker)
  useEffect(() => {
    // The worker has changed something since the diff was read. The person decides when to read the new one.
    if (shown !== null) setOld(true)
  }, [stamp])
  if (problem !== null) return <p class="empty">{problem}</p>
  if (shown === null) return <p class="empty">Reading the changes of {worker} …</p>
  const { files, changes } = shown
  const send = async () => {
    const body = { digest: changes.digest, note, comments: remarks }
    const answer = await write(workerPath(project, worker, 'review'), body)
    if (answer.changed) setOld(true)
    if (!answer.ok) return
    setRemarks([])
    setNote('')
  }
  const remark = (path: string, { sign, text, old, new: now }: PatchLine, words: string) => {
    const side = now === null ? 'old' : 'new'
    setRemarks([...remarks, { path, side, line: now ?? old ?? 0, lines: [`${sign}${text}`], text: words }])
  }
  return (
    <>
      <h1>Changes of {worker}</h1>
      {isOld && (
        <p class="banner warn" role="status">
          {worker} has changed something since you opened this.{' '}
          <button type="button" onClick={load}>
            Show the new changes
          </button>{' '}
          Your remarks stay.
        </p>
      )}
      {changes.isCut && <p class="banner warn">The diff is too long. Its end is left out.</p>}
      {files.length === 0 && <p class="empty">{worker} has changed nothing yet.</p>}
      <FileList files={files} worker={worker} />
      {files.map(file => (
        <DiffFile
          key={file.path}
          worker={worker}
          file={file}
          isBeside={isBeside.value}
          remarks={remarks}
          onRemark={remark}
          onDrop={dropped => setRemarks(remarks.filter(one => one !== dropped))}
        />
      ))}
      {!isReadOnly.value && <ReviewBar {...{ worker, remarks, note, setNote, send, isOld }} />}
    </>
  )
}

function FileList({ files, worker }: { readonly files: readonly PatchFile[]; readonly worker: string }) {
  if (files.length === 0) return null
  return (
    <nav class="files" aria-label={`Files that ${worker} changed`}>
      <p class="figures">
        <span>{counted(files.length, 'file')}</span>
        <button type="button" class="quiet wide" aria-pressed={isBeside.value} onClick={turnSides}>
          {isBeside.value ? 'One column' : 'Side by side'}
        </button>
      </p>
      <ul>
        {files.map(file => (
          <li key={file.path}>
            <a href={`#${encodeURIComponent(file.path)}`}>{file.path}</a>{' '}
            <span class="figures">
              {file.isBinary ? (
                'binary'
              ) : (
                <>
                  <span class="good">+{file.added}</span> <span class="bad">−{file.removed}</span>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function turnSides(): void {
  isBeside.value = !isBeside.value
  localStorage.setItem('czar-diff', isBeside.value ? 'beside' : 'one')
}

interface ReviewBarProps {
  readonly worker: string
  readonly remarks: readonly Remark[]
  readonly note: string
  readonly setNote: (note: string) => void
  readonly send: () => Promise<void>
  readonly isOld: boolean
}

function ReviewBar({ worker, remarks, note, setNote, send, isOld }: ReviewBarProps) {
  return (
    <form
      class="write review"
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      <textarea
        rows={2}
        data-tell
        value={note}
        aria-label="A remark on all changes"
        placeholder="A remark on all changes. Click a line for a remark on it."
        onInput={event => setNote(event.currentTarget.value)}
      />
      <button type="submit" class="main" disabled={isOld || (remarks.length === 0 && note.trim() === '')}>
        Send {remarks.length === 0 ? '' : `${counted(remarks.length, 'remark')} `}to {worker}
      </button>
    </form>
  )
}

/** Changes whenever the worker's files may have changed. */
function stampOf(worker: string): string {
  const found = view.value?.workers[worker]
  return found === undefined ? '' : JSON.stringify([found.last_commit?.sha, found.files, found.dirty])
}
