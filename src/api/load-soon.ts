/**
 * Part of the program that is loaded when it is first asked for, and after `afterMs` in any case: a launch has better
 * things to do, and a build that comes days later may have forgotten the file.
 */
export function loadSoon<Part>(load: () => Promise<Part>, afterMs: number): { part(): Promise<Part>; close(): void } {
  let loading: Promise<Part> | null = null
  const part = () => {
    loading ??= load()
    return loading
  }
  // Whoever asks hears of a failure; nobody else is there to.
  const timer = setTimeout(() => void part().catch(() => {}), afterMs).unref()
  return { part, close: () => clearTimeout(timer) }
}
