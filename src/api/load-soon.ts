/**
 * Loads part of the program on first use, or after `afterMs`. Loading it at once would slow the launch; loading it days
 * later could miss files that a new build replaced. A failed load is retried at the next use: files may be missing for a
 * moment, or too many be open.
 */
export function loadSoon<Part>(load: () => Promise<Part>, afterMs: number): { part(): Promise<Part>; close(): void } {
  let loading: Promise<Part> | null = null
  const part = () => {
    loading ??= load().catch((error: unknown) => {
      loading = null
      throw error
    })
    return loading
  }
  // A failure is reported to the next caller of part().
  const timer = setTimeout(() => void part().catch(() => {}), afterMs).unref()
  return { part, close: () => clearTimeout(timer) }
}
