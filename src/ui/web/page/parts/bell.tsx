import { effect, signal } from '@preact/signals'
import type { ProjectRow } from '../../../../core/views/project-row.ts'
import { projects } from '../model/store.ts'

const isWanted = signal(readWanted())
/** The matters of each project that the page has got. They stay when the connection is lost or the czar ends, and may come again after that. */
const known = new Map<string, ReadonlySet<string>>()

/**
 * Shows a notification for each new attention item while the page is hidden. The notification names the project, but contains no text of a
 * task.
 */
effect(() => {
  const rows = projects.value
  if (rows === null) return
  const fresh = rows.filter(hasNews).map(({ id }) => id)
  if (fresh.length === 0 || !isWanted.peek() || !document.hidden || Notification.permission !== 'granted') return
  const note = new Notification('czar', { body: `${fresh.join(', ')}: something needs you`, tag: 'czar' })
  note.onclick = () => {
    window.focus()
    note.close()
  }
})

/** Whether the project has a matter that the page has not got before. What a project has when it is first seen is on the page already. */
function hasNews({ id, alive, needs }: ProjectRow): boolean {
  const before = known.get(id)
  // A czar that does not answer hides the matters of its workers.
  known.set(id, new Set(alive ? needs : [...(before ?? []), ...needs]))
  return before !== undefined && needs.some(text => !before.has(text))
}

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
