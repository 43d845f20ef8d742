import { useEffect, useRef } from 'preact/hooks'
import type { Remark } from '../model/review.ts'
import { visible } from '../model/visible.ts'
import { useWords } from '../model/words.ts'

interface RemarkProps {
  readonly remark: Remark
  /** Replaces the remark. Null: takes it back. */
  readonly onChange: (next: Remark | null, id: number) => void
}

/** A remark below its line: the form while it is being written, then its words. */
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
  // A form that was open before a reload does not take the keys.
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

/** Remarks whose lines are no longer in the changes. They are sent with the other ones, unless they are taken back. */
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
