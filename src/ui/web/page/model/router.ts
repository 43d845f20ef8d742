import { notice, path } from './store.ts'

/** Goes to an address of the page without loading it anew. */
export function goTo(address: string): void {
  if (address === location.pathname) return
  history.pushState(null, '', address)
  arrive()
}

/** Follows links of the page, and the browser's own back and forward. */
export function startRouter(): void {
  addEventListener('popstate', arrive)
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (link === null || !isPlain || link.origin !== location.origin || link.target !== '' || link.getAttribute('href')?.startsWith('#'))
      return
    event.preventDefault()
    goTo(link.pathname)
  })
}

function arrive(): void {
  // The result of a command on the previous page would look like a result on this page.
  if (path.peek() !== location.pathname) notice.value = null
  path.value = location.pathname
  scrollTo(0, 0)
  // A screen reader then reads the new page, and not the link that was followed.
  document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true })
}
