import type { State } from '../../state/types/state.ts'
import type { AttentionMatter } from '../engine/matter.ts'

/** After this many failed tests a person is told. The tests continue with an unchanged back-off. */
const PROBES = 8

/** The attention items about accounts whose limit does not pass as it should. */
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
