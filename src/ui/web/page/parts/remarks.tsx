import { useEffect, useRef } from 'preact/hooks'
import type { Remark } from '../model/review.ts'
import { visible } from '../model/visible.ts'
import { useWords } from '../model/words.ts'

interface RemarkProps {
  readonly remark: Remark
  /** Replaces the remark. Null: deletes it. */
  readonly onChange: (next: Remark | null, id: number) => void
}

/** Shows a remark below its line: a form while the person writes it, and its words afterwards. */
export function RemarkBox({ remark, onChange }: RemarkProps) {
  if (remark.isDraft) return <RemarkForm remark={remark} onChange={onChange} />
  return (
    <>
      <span class="remark">{remark.text}</span>
      <button type="button" onClick={() => onChange({ ...remark, isDraft: true }, remark.id)}>
        Change
      </button>{' '}
      <button type="button" aria-label="Take the remark back" onClick={() => onChange(null, remark.id)}>
        ×
      </button>
    </>
  )
}

function RemarkForm({ remark, onChange }: RemarkProps) {
  const { id } = remark
  const { words: text, write, flush } = useWords(remark.text, next => onChange({ ...remark, text: next }, id))
  const field = useRef<HTMLTextAreaElement>(null)
  // A form that was already open before a reload does not get the focus.
  useEffect(() => {
    if (text === '') field.current?.focus()
  }, [])
  return (
    <form
      class="write"
      onSubmit={event => {
        event.preventDefault()
        flush()
        if (text.trim() !== '') onChange({ ...remark, text: text.trim(), isDraft: false }, id)
      }}
    >
      <textarea
        rows={2}
        value={text}
        maxLength={10_000}
        aria-label="Remark"
        ref={field}
        onInput={event => write(event.currentTarget.value)}
        onBlur={flush}
      />
      <button type="submit" class="main" disabled={text.trim() === ''}>
        Add
      </button>
      <button type="button" onClick={() => onChange(null, id)}>
        Cancel
      </button>
    </form>
  )
}

interface GoneRemarksProps {
  readonly remarks: readonly Remark[]
  readonly onChange: RemarkProps['onChange']
}

/** The remarks whose lines the diff no longer has. They are sent with the others, unless the person deletes them. */
export function GoneRemarks({ remarks, onChange }: GoneRemarksProps) {
  return (
    <section class="banner warn" aria-label="Remarks on lines that are gone">
      <p>The lines of these remarks are gone. The remarks are sent with a note that says so.</p>
      {remarks.map(remark => (
        <div key={remark.id} class="gone">
          <p>
            <code>
              {visible(remark.path)}:{remark.line} {visible(remark.lines[0] ?? '')}
            </code>
          </p>
          <RemarkBox remark={remark} onChange={onChange} />
        </div>
      ))}
    </section>
  )
}
