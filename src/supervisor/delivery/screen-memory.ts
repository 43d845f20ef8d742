const SPINNER_AND_FRAME = /[\u2500-\u257f\u2580-\u259f\u25a0\u25cb-\u25ff\u2800-\u28ff\u2b1d✢✳✶✻✽|/\\·*█▏-]/gu

/**
 * Remembers which lines a screen has shown. With this memory, czar distinguishes a new line from a spinner, a clock or a frame that is
 * drawn again.
 */
export interface ScreenMemory {
  remember(screen: string): void
  hasNews(screen: string): boolean
  /** Returns the lines that are on the screen more often than ever before. */
  news(screen: string): readonly string[]
}

/**
 * Creates an empty memory. A line also counts as new if it is on the screen more often than ever before, because a program may repeat its
 * input.
 */
export function createScreenMemory(): ScreenMemory {
  const mostSeen = new Map<string, number>()
  const newLines = (screen: string) => [...countLines(screen)].flatMap(([line, count]) => (count > (mostSeen.get(line) ?? 0) ? [line] : []))
  return {
    remember(screen) {
      for (const [line, count] of countLines(screen)) mostSeen.set(line, Math.max(count, mostSeen.get(line) ?? 0))
    },
    hasNews: screen => newLines(screen).length > 0,
    news: newLines,
  }
}

function countLines(screen: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of screen.split('\n').map(withoutMotion)) {
    if (line !== '') counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  return counts
}

/** A line without the parts that change all the time: spinners, frames, and the digits of clocks and counters. */
export function withoutMotion(line: string): string {
  return line.replace(SPINNER_AND_FRAME, '').replace(/\d+/g, '0').replace(/\s+/g, ' ').trim()
}
