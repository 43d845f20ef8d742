import { gaveUpText } from '../core/model/gave-up.ts'
import { findGaveUp } from './look-at-fleet.ts'
import type { ProjectPlace } from './project-place.ts'

/** Why no czar comes back by itself, and what brings one; null: one may, or nobody knows. */
export function sayGone(place: ProjectPlace): string | null {
  const gaveUp = findGaveUp(place)
  return gaveUp === null ? null : `${gaveUpText(gaveUp)}: czar launch ${gaveUp.file}`
}
