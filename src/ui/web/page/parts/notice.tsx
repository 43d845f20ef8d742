import { notice } from '../model/store.ts'

/** The line at the bottom that shows the result of the last command. */
export function NoticeLine() {
  const shown = notice.value
  return (
    <div class="notice" role="status" aria-live="polite" data-trouble={shown?.isTrouble}>
      {shown !== null && (
        <p>
          {shown.text}
          <button type="button" aria-label="Close" onClick={() => (notice.value = null)}>
            ×
          </button>
        </p>
      )}
    </div>
  )
}
