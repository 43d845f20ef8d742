import { signal, useComputed } from '@preact/signals'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { counted } from '../../../../core/text/counted.ts'
import type { WorkerChanges } from '../../wire.ts'
import { read, workerPath, write } from '../model/ask.ts'
import { type PatchFile, type PatchLine, parseDiff } from '../model/parse-diff.ts'
import { anchor, isOn, keepReview, type Remark, readReview, remarkOn } from '../model/review.ts'
import { isReadOnly, view } from '../model/store.ts'
import { visible } from '../model/visible.ts'
import { useWords } from '../model/words.ts'
import { DiffFile } from '../parts/diff-file.tsx'
import { GoneRemarks } from '../parts/remarks.tsx'

interface Shown {
  readonly changes: WorkerChanges
  readonly files: readonly PatchFile[]
}

const isBeside = signal(localStorage.getItem('czar-diff') === 'beside')
const NONE: readonly Remark[] = []
/** How often the page checks whether the changes are still the same, in ms. */
const COMPARED_EVERY_MS = 10_000

interface DiffProps {
  readonly project: string
  readonly worker: string
}

/** Shows a worker's changes. A person can write remarks on lines and send them as one message. Long: it holds the state of the review. */
export function Diff({ project, worker }: DiffProps) {
  const [shown, setShown] = useState<Shown | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isOld, setOld] = useState(false)
  const { remarks, note, setRemarks, setNote } = useReview(project, worker)
  const load = () =>
    read<WorkerChanges>(workerPath(project, worker, 'diff')).then(
      changes => {
        const files = parseDiff(changes.patch)
        setShown({ changes, files })
        setRemarks(before => anchor(before, files))
        setProblem(null)
        setOld(false)
      },
      (error: Error) => setProblem(error.message),
    )
  useEffect(() => void load(), [project, worker])
  // The file that the address names is on the page only now.
  useEffect(() => {
    if (shown !== null && location.hash !== '') document.getElementById(location.hash.slice(1))?.scrollIntoView()
  }, [shown === null])
  // The worker may change files after the page has read the diff. The person decides when the page reads the new diff.
  const digest = shown?.changes.digest ?? null
  const stamp = useComputed(() => stampOf(worker)).value
  useEffect(() => {
    if (digest === null || isOld) return
    const compare = () => isOther(project, worker, digest).then(is => is && setOld(true))
    void compare()
    const timer = setInterval(() => document.hidden || void compare(), COMPARED_EVERY_MS)
    return () => clearInterval(timer)
  }, [digest, stamp, isOld])
  const pick = useCallback((file: PatchFile, line: PatchLine) => setRemarks(before => picked(before, file, line)), [setRemarks])
  const change = useCallback((next: Remark | null, id: number) => setRemarks(before => changed(before, next, id)), [setRemarks])
  if (problem !== null) return <p class="empty">{problem}</p>
  if (shown === null) return <p class="empty">Reading the changes of {worker} …</p>
  const { files, changes } = shown
  const ready = remarks.filter(({ isDraft }) => !isDraft)
  const send = async (words: string) => {
    const comments = ready.map(({ path, side, line, lines, text, isGone }) => ({ path, side, line, lines, text, gone: isGone }))
    const answer = await write(workerPath(project, worker, 'review'), { digest: changes.digest, note: words, comments })
    if (answer.changed) setOld(true)
    if (!answer.ok) return
    setRemarks(before => before.filter(({ isDraft }) => isDraft))
    setNote('')
  }
  const gone = remarks.filter(({ isGone }) => isGone)
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
      {gone.length > 0 && <GoneRemarks remarks={gone} onChange={change} />}
      {files.map(file => {
        const own = remarks.filter(({ path, isGone }) => path === file.path && !isGone)
        return (
          <DiffFile
            key={file.path}
            {...{ project, worker, file }}
            isBeside={isBeside.value}
            remarks={own.length === 0 ? NONE : own}
            onPick={pick}
            onChange={change}
          />
        )
      })}
      {!isReadOnly.value && <ReviewBar {...{ worker, note, setNote, send, isOld }} count={ready.length} />}
    </>
  )
}

/** The review of this worker. It is kept at each change. */
function useReview(project: string, worker: string) {
  const [first] = useState(() => readReview(project, worker))
  const [remarks, setRemarks] = useState(first.remarks)
  const [note, setNote] = useState(first.note)
  // A page that is left still draws what its fields gave last, but has no time for an effect.
  useLayoutEffect(() => keepReview(project, worker, { note, remarks }), [note, remarks])
  return { remarks, note, setRemarks, setNote }
}

/** Opens a form for a remark on the line, or closes the form if it is open and empty. */
function picked(remarks: readonly Remark[], file: PatchFile, line: PatchLine): readonly Remark[] {
  const open = remarks.find(remark => remark.isDraft && remark.path === file.path && isOn(remark, line))
  if (open === undefined) return [...remarks, remarkOn(file, line, Math.max(0, ...remarks.map(({ id }) => id)) + 1)]
  return open.text.trim() === '' ? changed(remarks, null, open.id) : remarks
}

/** Replaces a remark. Null: deletes it. */
function changed(remarks: readonly Remark[], next: Remark | null, id: number): readonly Remark[] {
  return remarks.flatMap(remark => (remark.id === id ? (next ?? []) : remark))
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
            <a href={`#${encodeURIComponent(file.path)}`}>
              <bdi>{visible(file.path)}</bdi>
            </a>{' '}
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
  /** How many remarks are ready to be sent. */
  readonly count: number
  readonly note: string
  readonly setNote: (note: string) => void
  readonly send: (note: string) => Promise<void>
  readonly isOld: boolean
}

function ReviewBar({ worker, count, note, setNote, send, isOld }: ReviewBarProps) {
  const isBusy = useRef(false)
  const { words, write, flush } = useWords(note, setNote)
  return (
    <form
      class="write review"
      onSubmit={event => {
        event.preventDefault()
        if (isBusy.current) return
        isBusy.current = true
        flush()
        void send(words).finally(() => (isBusy.current = false))
      }}
    >
      <textarea
        rows={2}
        data-tell
        value={words}
        aria-label="A remark on all changes"
        placeholder="A remark on all changes. Click the number of a line for a remark on it."
        onInput={event => write(event.currentTarget.value)}
        onBlur={flush}
      />
      <button type="submit" class="main" disabled={isOld || (count === 0 && words.trim() === '')}>
        Send {count === 0 ? '' : `${counted(count, 'remark')} `}to {worker}
      </button>
    </form>
  )
}

/** Whether the worker's changes no longer have this digest. */
async function isOther(project: string, worker: string, digest: string): Promise<boolean> {
  const now = await read<{ digest: string }>(workerPath(project, worker, 'diff/digest')).catch(() => null)
  return now !== null && now.digest !== digest
}

/** Returns a key that changes when the worker commits or changes another file. A second change of the same file does not change the key. */
function stampOf(worker: string): string {
  const found = view.value?.workers[worker]
  return found === undefined ? '' : JSON.stringify([found.last_commit?.sha, found.files, found.dirty])
}
