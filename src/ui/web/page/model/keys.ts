import { signal } from '@preact/signals'
import { giveCommand } from './ask.ts'
import { pathOf } from './route.ts'
import { goTo } from './router.ts'
import { isReadOnly, notice, route, view } from './store.ts'

export const isHelpOpen = signal(false)

/** The keys of the page, with their meaning, for the help. The page uses the dashboard's key for everything that both can do. */
export const KEYS = [
  ['j k', 'the next and the previous card'],
  ['Enter', 'open the card'],
  ['Esc', 'back'],
  ['/', 'find, where the page has a field for it'],
  ['t', 'write to the worker'],
  ['n', 'nudge: ask the worker how its task stands'],
  ['v', 'check the worker’s work now'],
  ['p', 'pause the worker, or let it go on'],
  ['d', 'the worker’s changes'],
  ['?', 'this help'],
] as const

/** Listens to the keys. A key that is pressed in a text field is text. */
export function startKeys(): void {
  document.addEventListener('keydown', event => {
    const { target, key } = event
    const isTyping = target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
    if (key === 'Escape' && isTyping) return target.blur()
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return
    if (press(key)) event.preventDefault()
  })
}

/** Whether the key means something here. */
function press(key: string): boolean {
  notice.value = null
  if (key === '?') {
    isHelpOpen.value = !isHelpOpen.value
    return true
  }
  if (key === 'Escape') return back()
  if (key === '/') return focusOn('[data-find]')
  if (key === 'j' || key === 'k') return move(key === 'j' ? 1 : -1)
  return pressForWorker(key)
}

function back(): boolean {
  if (isHelpOpen.value) isHelpOpen.value = false
  else {
    const shown = route.value
    if (shown.page === 'diff') goTo(pathOf(shown.project, 'worker', shown.worker))
    else if (shown.page === 'fleet' || shown.page === 'nowhere') goTo('/')
    else if (shown.page !== 'projects') goTo(pathOf(shown.project))
  }
  return true
}

function focusOn(selector: string): boolean {
  const field = document.querySelector<HTMLElement>(selector)
  field?.focus()
  return field !== null
}

function move(steps: number): boolean {
  const cards = [...document.querySelectorAll<HTMLElement>('[data-card]')]
  const at = cards.findIndex(card => card.contains(document.activeElement))
  const next = cards[at === -1 ? 0 : Math.min(cards.length - 1, Math.max(0, at + steps))]
  next?.querySelector('a')?.focus()
  return next !== undefined
}

/** The worker of the page, or of the card that has the focus. */
function chosenWorker(): string | null {
  const shown = route.value
  if ('worker' in shown) return shown.worker
  return document.activeElement?.closest<HTMLElement>('[data-worker]')?.dataset['worker'] ?? null
}

function pressForWorker(key: string): boolean {
  const shown = route.value
  const worker = chosenWorker()
  if (worker === null || !('project' in shown)) return false
  const { project } = shown
  if (key === 'd') {
    goTo(pathOf(project, 'worker', worker, 'diff'))
    return true
  }
  if (key === 't') return focusOn('[data-tell]')
  if (isReadOnly.value) return false
  const verbs = { n: 'nudge', v: 'verify', p: view.value?.workers[worker]?.paused ? 'resume' : 'pause' } as const
  const verb = Object.hasOwn(verbs, key) ? verbs[key as keyof typeof verbs] : null
  if (verb === null) return false
  void giveCommand(project, { verb, worker })
  return true
}
