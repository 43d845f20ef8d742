const SPINNER_AND_FRAME = /[\u2500-\u257f\u2580-\u259f\u25a0\u25cb-\u25ff\u2800-\u28ff\u2b1d✢✳✶✻✽|/\\·*█▏-]/gu

/** Remembers what a screen has shown. So a new line is distinguished from a spinner, a clock or a redrawn frame. */
export interface ScreenMemory {
  remember(screen: string): void
  hasNews(screen: string): boolean
  /** The lines that show more often than ever before. */
  news(screen: string): readonly string[]
}

/** An empty memory. A line that appears more often than ever before is new too, because a program may repeat its input. */
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

/** A line without its moving parts: spinners, frames, and the digits of clocks and counters. */
export function withoutMotion(line: string): string {
  return line.replace(SPINNER_AND_FRAME, '').replace(/\d+/g, '0').replace(/\s+/g, ' ').trim()
}
