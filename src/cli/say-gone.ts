import { gaveUpText } from '../core/model/gave-up.ts'
import { lookAtGone } from './look-at-fleet.ts'
import type { ProjectPlace } from './project-place.ts'

/** Why no czar comes back by itself, and what brings one; null: one may, or nobody knows. */
export function sayGone(place: ProjectPlace): string | null {
  try {
    const { gaveUp } = lookAtGone(place)
    return gaveUp === null ? null : `${gaveUpText(gaveUp)}: czar launch ${gaveUp.file}`
  } catch {
    return null
  }
}
