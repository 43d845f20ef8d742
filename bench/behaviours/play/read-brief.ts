/** The parts of a brief that the program needs. */
export interface Given {
  readonly assignment: string
  /** The name of the area. It equals the worker's name unless the worker took over another's task. */
  readonly area: string
  readonly sum: string
}

/** null: the text is not a brief. */
export function readBrief(text: string): Given | null {
  const assignment = /^- assignment: (\S+)/m.exec(text)?.[1]
  const [, area, sum] = /^Area (\S+), sum (\d+)\.$/m.exec(text) ?? []
  return assignment === undefined || area === undefined || sum === undefined ? null : { assignment, area, sum }
}
