import { effect, signal } from '@preact/signals'
import { projects } from '../model/store.ts'

const isWanted = signal(readWanted())
let known: ReadonlySet<string> | null = null

/**
 * Shows a notification for each new attention item while nobody looks at the page. The notification names the project, but contains no text
 * of a task.
 */
effect(() => {
  const rows = projects.value
  if (rows === null) return
  const present = new Set(rows.flatMap(({ id, needs }) => needs.map(text => `${id}\n${text}`)))
  const fresh = known === null ? [] : [...present].filter(matter => !known?.has(matter))
  known = present
  if (fresh.length === 0 || !isWanted.peek() || !document.hidden || Notification.permission !== 'granted') return
  const names = [...new Set(fresh.map(matter => matter.split('\n')[0]))].join(', ')
  const note = new Notification('czar', { body: `${names}: something needs you`, tag: 'czar' })
  note.onclick = () => {
    window.focus()
    note.close()
  }
})

/** Switches notifications on and off. The browser asks for its permission first. */
export function Bell() {
  if (!('Notification' in window)) return null
  const isOn = isWanted.value && Notification.permission === 'granted'
  return (
    <button
      type="button"
      class="quiet"
      aria-pressed={isOn}
      title="Notifies you when something needs you while you do not look at the page"
      onClick={turn}
    >
      {isOn ? 'notifies you' : 'notify me'}
    </button>
  )
}

async function turn(): Promise<void> {
  const isOn = isWanted.value && Notification.permission === 'granted'
  if (!isOn && (await Notification.requestPermission()) !== 'granted') return
  isWanted.value = !isOn
  localStorage.setItem('czar-bell', String(!isOn))
}

function readWanted(): boolean {
  return localStorage.getItem('czar-bell') === 'true'
}
