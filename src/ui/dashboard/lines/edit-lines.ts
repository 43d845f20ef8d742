import { sayEdit } from '../../../core/views/file-edit.ts'
import { steadyText } from '../../text/steady-text.ts'
import type { Model } from '../model.ts'
import { fitLine, type Line, segment } from './line.ts'

/** Says that the project file differs from what the czar runs, and which key loads it. Empty if the file does not differ. */
export function editLines({ view, connection, size }: Pick<Model, 'view' | 'connection' | 'size'>): readonly Line[] {
  const edit = view?.file_edit ?? null
  if (edit === null || connection.state !== 'live') return []
  const text = segment(steadyText(sayEdit(edit), 1_000), edit.problem === null ? 'warn' : 'bad')
  const key = edit.problem === null ? [segment('  R', 'strong'), segment(' loads it', 'faint')] : []
  return [fitLine([text, ...key], size.columns)]
}
