export interface GraphNode {
  readonly id: string
  readonly after: readonly string[]
}

export interface PlacedNode<Node extends GraphNode> {
  readonly node: Node
  /** The column, counted from 0. It is one more than the highest column of the tasks that this task depends on. */
  readonly column: number
  readonly row: number
}

/** Places each node to the right of all nodes that it depends on. Names without a node, and cycles, are ignored. */
export function layoutGraph<Node extends GraphNode>(nodes: readonly Node[]): readonly PlacedNode<Node>[] {
  const byId = new Map(nodes.map(node => [node.id, node]))
  const columns = new Map<string, number>()
  const visiting = new Set<string>()
  const columnOf = (id: string): number => {
    const known = columns.get(id)
    if (known !== undefined) return known
    if (visiting.has(id)) return -1
    visiting.add(id)
    const before = (byId.get(id)?.after ?? []).filter(name => byId.has(name)).map(columnOf)
    visiting.delete(id)
    const column = Math.max(-1, ...before) + 1
    columns.set(id, column)
    return column
  }
  const rows = new Map<number, number>()
  return nodes.map(node => {
    const column = columnOf(node.id)
    const row = rows.get(column) ?? 0
    rows.set(column, row + 1)
    return { node, column, row }
  })
}
