import type { State } from '../../state/types/state.ts'
import type { AttentionMatter } from '../engine/matter.ts'

/** After this many failed attempts to go on, czar tells a person. It goes on trying at the same intervals. */
const PROBES = 8

/** Makes the items about accounts whose limit did not end at the expected time. */
export function limitMatters({ accounts }: State): readonly AttentionMatter[] {
  return Object.values(accounts)
    .filter(({ releasedAt, probes }) => releasedAt === null && probes >= PROBES)
    .map(({ name, text, worker }) => ({
      key: `limited:${name}`,
      worker: null,
      text: `account ${name} is still limited after ${PROBES} tries and more: ${text}`,
      hint: `czar nudge ${worker}   # lets it try at once`,
    }))
}
