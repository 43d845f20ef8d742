import { gaveUpText } from '../../core/model/gave-up.ts'
import type { Gone } from '../../ui/dashboard/model.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { findGaveUp } from './look-at-fleet.ts'

/**
 * Says why no czar will be relaunched, and which command starts one. Returns null if a czar may still be relaunched, or if this is not
 * known.
 */
export function sayGone(place: ProjectPlace): Gone | null {
  const gaveUp = findGaveUp(place)
  return gaveUp === null ? null : { reason: gaveUpText(gaveUp), next: ['czar', 'launch', gaveUp.file] }
}
