import { batch, computed, signal } from '@preact/signals'
import type { Journaled } from '../../../../core/events/event.ts'
import { applyPatch } from '../../../../core/views/apply-patch.ts'
import type { HostRow, ProjectRow } from '../../../../core/views/project-row.ts'
import type { ScreenView } from '../../../../core/views/screen.ts'
import type { StatusView } from '../../../../core/views/status.ts'
import { type LiveText, PAGE_EVENTS } from '../../wire.ts'
import { readRoute } from './route.ts'

/** The address of the page. */
export const path = signal(location.pathname)
export const route = computed(() => readRoute(path.value))

/** Whether the page is connected to `czar web`. */
export const connection = signal<'connecting' | 'live' | 'lost' | 'refused'>('connecting')
/** The list of projects. Null before the first answer. */
export const projects = signal<readonly ProjectRow[] | null>(null)
/** The other machines whose projects are listed. */
export const hosts = signal<readonly HostRow[]>([])
/** The state of the project that the page shows. Null: none is known yet. */
export const view = signal<StatusView | null>(null)
/** The newest events of the project that the page shows, oldest first. */
export const events = signal<readonly Journaled[]>([])
/** The terminal of the worker that the page shows. gone: its last session has ended. */
export const screen = signal<ScreenView | 'gone' | null>(null)
/** Whether there is no project of this name. */
export const isUnknown = signal(false)
export const isReadOnly = signal(false)
/** The present time in ms. It changes every second while the page is visible. */
export const now = signal(Date.now())
/** The result of the last command. */
export const notice = signal<{ readonly text: string; readonly isTrouble: boolean } | null>(null)

/** The row of the project that the page shows, in the list of projects. */
export const row = computed(() => {
  const shown = route.value
  return 'project' in shown ? (projects.value?.find(({ id }) => id === shown.project) ?? null) : null
})

/** Takes a message from the live connection. Messages about a project or worker that the page no longer shows are dropped. */
export function take(text: LiveText): void {
  if (text.event === 'projects') {
    batch(() => {
      projects.value = text.data
      hosts.value = text.hosts
    })
    return
  }
  if (text.event === 'alive') return
  const shown = route.value
  if (!('project' in shown) || shown.project !== text.project) return
  switch (text.event) {
    case 'unknown':
      forget('project')
      isUnknown.value = true
      return
    case 'state':
      isUnknown.value = false
      view.value = text.data
      return
    case 'patch':
      if (view.value !== null) view.value = applyPatch(view.value, text.data)
      return
    case 'journal':
      events.value = [...eventsBefore(text.data[0]?.seq ?? 0), ...text.data].slice(-PAGE_EVENTS)
      return
    case 'screen':
      if ('worker' in shown && shown.worker === text.worker) screen.value = text.data ?? 'gone'
      return
  }
}

/** The known events before this one. After a new connection, or with a new journal, the server begins earlier than where it ended. */
function eventsBefore(seq: number): readonly Journaled[] {
  const last = events.value.at(-1)
  return last === undefined || last.seq < seq ? events.value : events.value.filter(event => event.seq < seq)
}

/** Forgets everything about the previous project or worker. */
export function forget(what: 'project' | 'worker'): void {
  batch(() => {
    screen.value = null
    if (what === 'worker') return
    view.value = null
    events.value = []
    isUnknown.value = false
  })
}
