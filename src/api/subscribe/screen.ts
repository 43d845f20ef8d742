import { type ScreenView, screenSchema } from '../../core/views/screen.ts'
import { openStream, type StreamHandle } from '../client-stream.ts'
import type { ApiTarget } from '../request.ts'
import { understand } from '../understand.ts'

/** gone: the worker's last session has ended; cut off: either side ended the stream before that. */
export type ScreenEnd = 'gone' | 'cut off'

/** Subscribes to the screen of a worker's pane, over all its incarnations. */
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
