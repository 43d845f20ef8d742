import { useComputed } from '@preact/signals'
import { durationText } from '../../../text/moments.ts'
import { now } from '../model/store.ts'

/** Shows how long ago a moment is. It updates by itself, and the parts around it are not drawn again. */
export function Age({ since }: { readonly since: string }) {
  const text = useComputed(() => durationText(now.value - Date.parse(since)))
  return <time dateTime={since}>{text}</time>
}
