import { useComputed } from '@preact/signals'
import { durationText } from '../../../text/moments.ts'
import { now } from '../model/store.ts'

/** How long ago a moment is. It updates by itself, without drawing the parts around it again. */
export function Age({ since }: { readonly since: string }) {
  const text = useComputed(() => durationText(now.value - Date.parse(since)))
  return <time dateTime={since}>{text}</time>
}
