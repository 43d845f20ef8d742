/** The parts of the task's text that the program needs. */
export interface Given {
  readonly assignment: string
  /** The name of the task's folder. It is the worker's name, unless the worker took over another worker's task. */
  readonly area: string
  readonly sum: string
}

/** Reads the text of a task. Returns null if the text is not a task. */
export function readBrief(text: string): Given | null {
  const assignment = /^- assignment: (\S+)/m.exec(text)?.[1]
  const [, area, sum] = /^Area (\S+), sum (\d+)\.$/m.exec(text) ?? []
  return assignment === undefined || area === undefined || sum === undefined ? null : { assignment, area, sum }
}
