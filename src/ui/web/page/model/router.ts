import { notice, path } from './store.ts'

/** Goes to another address of the page without a reload. */
export function goTo(address: string): void {
  if (address === location.pathname) return
  // Stores the scroll position, so that Back returns to it.
  history.replaceState({ top: scrollY }, '')
  history.pushState(null, '', address)
  arrive(0)
}

/** Handles clicks on links of the page, and the browser's back and forward. */
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
  // The browser itself follows a link to another part of the same page.
  if (path.peek() === location.pathname) return
  // The result of a command is cleared, because it would seem to belong to the new page.
  notice.value = null
  path.value = location.pathname
  // The focus moves to the new page, so that a screen reader reads it.
  document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true })
  requestAnimationFrame(() => scrollTo(0, top))
}
