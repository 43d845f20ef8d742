import { isHelpOpen, KEYS } from '../model/keys.ts'

/** The list of keys. */
export function KeysHelp() {
  if (!isHelpOpen.value) return null
  return (
    <section class="help" role="dialog" aria-label="Keys">
      <h2>Keys</h2>
      <dl>
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={() => (isHelpOpen.value = false)}>
        Close
      </button>
    </section>
  )
}
