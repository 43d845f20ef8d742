import { notice, path } from './store.ts'

/** Goes to an address of the page without loading it anew. */
export function goTo(address: string): void {
  if (address === location.pathname) return
  // Back leads to the place on the page where the person was.
  history.replaceState({ top: scrollY }, '')
  history.pushState(null, '', address)
  arrive(0)
}

/** Follows links of the page, and the browser's own back and forward. */
export function startRouter(): void {
  history.scrollRestoration = 'manual'
  addEventListener('popstate', ({ state }) => arrive(typeof state?.top === 'number' ? state.top : 0))
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (link === null || !isPlain || link.origin !== location.origin || link.target !== '' || link.getAttribute('href')?.startsWith('#'))
      return
    event.preventDefault()
    goTo(link.pathname)
  })
}

function arrive(top: number): void {
  // The browser itself follows a link to a part of the same page.
  if (path.peek() === location.pathname) return
  // The result of a command on the previous page would look like a result on this page.
  notice.value = null
  path.value = location.pathname
  // A screen reader then reads the new page, and not the link that was followed.
  document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true })
  requestAnimationFrame(() => scrollTo(0, top))
}
