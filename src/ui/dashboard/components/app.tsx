import { useApp, useInput, usePaste, useWindowSize } from 'ink'
import { useEffect, useSyncExternalStore } from 'react'
import { readKeys } from '../read-key.ts'
import type { Store } from '../store.ts'
import { Dashboard } from './dashboard.tsx'

interface Props {
  readonly store: Store
  readonly isColourful: boolean
  /** Called once, with the function that gives the terminal to another program. */
  readonly onReady: (suspend: (run: () => Promise<void>) => Promise<void>) => void
}

/** Connects the store with the terminal: the terminal's size and keys go in, and pictures come out. */
export function App({ store, isColourful, onReady }: Props) {
  const model = useSyncExternalStore(store.subscribe, store.model)
  const { suspendTerminal } = useApp()
  const { columns, rows } = useWindowSize()
  useEffect(() => onReady(suspendTerminal), [onReady, suspendTerminal])
  useEffect(() => store.send({ kind: 'resized', size: { columns, rows } }), [store, columns, rows])
  useInput((input, key) => {
    for (const pressed of readKeys(input, key)) store.send({ kind: 'key', key: pressed })
  })
  usePaste(text => store.send({ kind: 'pasted', text }))
  return <Dashboard model={model} isColourful={isColourful} />
}
