import { now } from './store.ts'

/** Updates the page's time once a second, except while the page is hidden. */
export function startClock(): void {
  const tick = () => {
    if (!document.hidden) now.value = Date.now()
  }
  setInterval(tick, 1_000)
  document.addEventListener('visibilitychange', tick)
}
