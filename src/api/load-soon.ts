/**
 * Loads a part of the program when it is first used, or after `afterMs`. Loading it at once would slow the launch;
 * loading it days later could miss files that a new build replaced. After a failure, the next use loads it again,
 * because files may be missing for a moment, or too many may be open.
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
  // The next caller of part() gets the failure.
  const timer = setTimeout(() => void part().catch(() => {}), afterMs).unref()
  return { part, close: () => clearTimeout(timer) }
}
