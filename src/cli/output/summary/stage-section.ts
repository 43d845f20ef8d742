import type { Summary } from '../../../core/summary/summary.ts'
import { sayStages } from '../../../core/views/say-stages.ts'
import { prose } from './markdown.ts'
import { list, section } from './section.ts'

/** The stage at which each task with stages is. It is null if no task has stages. */
export function stageSection({ stages }: Summary): string | null {
  return stages.length === 0 ? null : section('Stages', list(stages.map(stage => prose(sayStages(stage), 200))))
}
