import { gaveUpText } from '../../core/model/gave-up.ts'
import type { Gone } from '../../ui/dashboard/model.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { findGaveUp } from './look-at-fleet.ts'

/** Why no czar comes back by itself, and which command starts one; null: a czar may come back, or nobody knows. */
export function sayGone(place: ProjectPlace): Gone | null {
  const gaveUp = findGaveUp(place)
  return gaveUp === null ? null : { reason: gaveUpText(gaveUp), next: ['czar', 'launch', gaveUp.file] }
}
