import { z } from 'zod'

/** The content of a worker's pane: plain text, from the first row to the last non-blank one. */
export const screenSchema = z.object({
  worker: z.string(),
  columns: z.number(),
  rows: z.number(),
  lines: z.array(z.string()),
})

export type ScreenView = z.infer<typeof screenSchema>
