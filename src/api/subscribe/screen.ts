import { type ScreenView, screenSchema } from '../../core/views/screen.ts'
import { openStream, type StreamHandle } from '../client-stream.ts'
import type { ApiTarget } from '../request.ts'
import { understand } from '../understand.ts'

/** gone: the worker's session has ended and no other comes; cut off: the stream ended before that, from either side. */
export type ScreenEnd = 'gone' | 'cut off'

/** Subscribes to what a worker's pane shows, over all its incarnations. */
export function subscribeToScreen(
  target: ApiTarget,
  worker: string,
  listener: (screen: ScreenView) => void,
): Promise<StreamHandle<ScreenEnd>> {
  return openStream<ScreenEnd>(target, {
    path: `/v1/workers/${encodeURIComponent(worker)}/screen`,
    first: 'cut off',
    take: (last, { event, data }) => {
      if (event === 'screen') listener(understand(screenSchema, data, target))
      return event === 'gone' ? 'gone' : last
    },
  })
}
