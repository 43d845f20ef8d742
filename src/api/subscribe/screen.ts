import { type ScreenView, screenSchema } from '../../core/views/screen.ts'
import { openStream, type StreamHandle } from '../client-stream.ts'
import type { ApiTarget } from '../request.ts'
import { understand } from '../understand.ts'

/**
 * How watching a screen ended. gone: the worker's last session has ended. cut off: the client or the czar ended the connection before that.
 */
export type ScreenEnd = 'gone' | 'cut off'

/** Subscribes to the screen of a worker's terminal. It goes on when the worker gets another agent. */
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
