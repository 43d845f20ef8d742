import { useState } from 'preact/hooks'
import { sayEdit } from '../../../../core/views/file-edit.ts'
import { steadyText } from '../../../text/steady-text.ts'
import { giveCommand } from '../model/ask.ts'
import { isReadOnly, view } from '../model/store.ts'

/** Says that the project file differs from what the czar runs, with the button that loads the file. */
export function EditBanner({ project }: { readonly project: string }) {
  const [isBusy, setBusy] = useState(false)
  const edit = view.value?.file_edit ?? null
  if (edit === null) return null
  const load = async () => {
    setBusy(true)
    await giveCommand(project, { verb: 'reload', digest: null, again: [] })
    setBusy(false)
  }
  return (
    <p class={`banner ${edit.problem === null ? '' : 'bad'}`} data-edit>
      {steadyText(sayEdit(edit), 1_000)}{' '}
      {edit.problem === null && !isReadOnly.value && (
        <button type="button" disabled={isBusy} onClick={load}>
          Load it
        </button>
      )}
    </p>
  )
}
