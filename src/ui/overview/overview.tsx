import { Box, useInput, usePaste, useWindowSize } from 'ink'
import { useEffect, useSyncExternalStore } from 'react'
import { Lines } from '../dashboard/components/lines.tsx'
import { readKeys } from '../dashboard/read-key.ts'
import { overviewPicture } from './overview-lines.ts'
import type { OverviewStore } from './overview-store.ts'

interface Props {
  readonly store: OverviewStore
  readonly isColourful: boolean
}

/** The list of projects. The terminal's size and keys go into the store, and pictures come out. */
export function Overview({ store, isColourful }: Props) {
  const model = useSyncExternalStore(store.subscribe, store.model)
  const { columns, rows } = useWindowSize()
  useEffect(() => store.resize({ columns, rows }), [store, columns, rows])
  useInput((input, key) => {
    for (const pressed of readKeys(input, key)) store.press(pressed)
  })
  // A paste is never read as keys, because one of these could quit.
  usePaste(() => {})
  const { top, body, selected, footer } = overviewPicture(model)
  return (
    <Box flexDirection="column" width={model.size.columns} height={model.size.rows}>
      <Box flexDirection="column" height={top.length} flexShrink={0}>
        <Lines lines={top} isColourful={isColourful} />
      </Box>
      <Box flexDirection="column" flexGrow={1}>
        <Lines lines={body} selected={selected} isColourful={isColourful} />
      </Box>
      <Box height={1} flexShrink={0}>
        <Lines lines={[footer]} isColourful={isColourful} />
      </Box>
    </Box>
  )
}
