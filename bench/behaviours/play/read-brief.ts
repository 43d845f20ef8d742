/** What a brief gives to do. */
export interface Given {
  readonly assignment: string
  /** Name of the area; that of the worker unless it took over another's task. */
  readonly area: string
  readonly sum: string
}

/** null: it is no brief. */
export function readBrief(text: string): Given | null {
  const assignment = /^- assignment: (\S+)/m.exec(text)?.[1]
  const [, area, sum] = /^Area (\S+), sum (\d+)\.$/m.exec(text) ?? []
  return assignment === undefined || area === undefined || sum === undefined ? null : { assignment, area, sum }
}
