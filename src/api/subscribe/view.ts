import { applyPatch } from '../../core/views/apply-patch.ts'
import { type StatusView, statusPatchSchema, statusSchema } from '../../core/views/status.ts'
import { openStream, type ServerSentEvent, type StreamHandle } from '../client-stream.ts'
import type { ApiTarget } from '../request.ts'
import { understand } from '../understand.ts'

export interface ViewOptions {
  /** Whether the client is a dashboard that rings at alerts, so that the czar counts it as a receiver of alerts. */
  readonly rings?: boolean
  /** Whether few updates are enough. Few updates cost the czar less. */
  readonly isCalm?: boolean
}

/**
 * Subscribes to the czar's state of the fleet. `ended` gives the number of the last event that the last received state includes.
 */
export async function subscribeToView(
  target: ApiTarget,
  listener: (view: StatusView) => void,
  options: ViewOptions = {},
): Promise<StreamHandle> {
  const wishes = [...(options.rings === true ? ['rings'] : []), ...(options.isCalm === true ? ['calm'] : [])]
  const stream = await openStream<StatusView | null>(target, {
    path: wishes.length === 0 ? '/v1/watch' : `/v1/watch?${wishes.join('&')}`,
    first: null,
    take: (last, event) => {
      const view = nextView(last, event, target)
      if (view !== null && view !== last) listener(view)
      return view
    },
  })
  return { close: stream.close, ended: stream.ended.then(view => view?.seq ?? 0) }
}

function nextView(last: StatusView | null, { event, data }: ServerSentEvent, target: ApiTarget): StatusView | null {
  if (event === 'state') return understand(statusSchema, data, target)
  // Other messages come only from a later version, and are ignored.
  if (event !== 'patch' || last === null) return last
  return applyPatch(last, understand(statusPatchSchema, data, target))
}
