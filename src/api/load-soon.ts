/**
 * Part of the program that is loaded when it is first asked for, and after `afterMs` in any case: a launch has better
 * things to do, and a build that comes days later may have forgotten the file. What fails is tried again when it is asked
 * for again: the files may be away for a moment, or too many be open.
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
  // Whoever asks hears of a failure; nobody else is there to.
  const timer = setTimeout(() => void part().catch(() => {}), afterMs).unref()
  return { part, close: () => clearTimeout(timer) }
}
