/**
 * Loads a part of the program when it is first used, or after `afterMs`. Loading it at once would slow the launch. Loading it days later
 * could fail, because a new build may have replaced the files. If loading fails, the next use tries again, because files may be missing for
 * a moment, or too many may be open.
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
  // An error is ignored here, because the next caller of part() gets it.
  const timer = setTimeout(() => void part().catch(() => {}), afterMs).unref()
  return { part, close: () => clearTimeout(timer) }
}
