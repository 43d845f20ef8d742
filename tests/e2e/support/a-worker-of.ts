export interface WorkerStory {
  /** The accept command. */
  readonly accept: string
  /** What the worker does with its task, as steps of the scripted agent. */
  readonly steps: readonly string[]
  /** What the worker does when its task is sent back, whether or not its agent was restarted. */
  readonly rework?: readonly string[]
}

/** The lines of a project file for a worker that carries out these steps. */
export function aWorkerOf(id: string, { accept, steps, rework = [] }: WorkerStory): string {
  const block = (kind: string, list: readonly string[]) =>
    list.length === 0 ? '' : `\n      \`\`\`scripted${kind}\n${list.map(step => `      - ${step}\n`).join('')}      \`\`\`\n`
  const task = [block('', steps), block(' rework', rework), block(' again', rework)].join('')
  return `  - id: ${id}\n    accept: [${JSON.stringify(accept)}]\n    task: |\n      Work for ${id}.\n${task}`
}
