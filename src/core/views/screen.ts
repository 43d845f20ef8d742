import { z } from 'zod'

/** What a worker's terminal shows: plain text, from the first row to the last one that is not empty. */
export const screenSchema = z.object({
  worker: z.string(),
  columns: z.number(),
  rows: z.number(),
  lines: z.array(z.string()),
})

export type ScreenView = z.infer<typeof screenSchema>
