import type { Node } from 'web-tree-sitter'

/** Prints a part of the program in its rewritten form. */
export type Print = (node: Node) => string

type Idiom = (node: Node, print: Print) => string | null

/** Other ways to write a node of the syntax tree, by the node's type. A function returns null if it cannot rewrite the node. */
export const IDIOMS: Readonly<Record<string, Readonly<Record<string, Idiom>>>> = {
  javascript: {
    if_statement: (node, print) => javascriptTernary(node, print) ?? swappedBranches(node, print, part => `if (${negated(part, print)}) `),
    for_in_statement: forEach,
    function_declaration: arrowConstant,
    arrow_function: withBlock,
    binary_expression: flipped,
    augmented_assignment_expression: plainAssignment,
    ternary_expression: (node, print) =>
      `!(${partOf(node, 'condition', print)}) ? ${partOf(node, 'alternative', print)} : ${partOf(node, 'consequence', print)}`,
    template_string: concatenated,
    return_statement: (node, print) => namedResult(node, print, value => `const outcome = ${value}\nreturn outcome`),
  },
  python: {
    if_statement: (node, print) => (parentIsElif(node) ? null : pythonBranches(node, print)),
    for_statement: extended,
    list_comprehension: mapped,
    comparison_operator: (node, print) => (node.namedChildCount === 2 ? flipped(node, print) : null),
    augmented_assignment: plainAssignment,
    return_statement: (node, print) => namedResult(node, print, (value, indent) => `outcome = ${value}\n${indent}return outcome`),
  },
  go: {
    if_statement: (node, print) => withoutInitializer(node, print) ?? swappedBranches(node, print, part => `if ${negated(part, print)} `),
    binary_expression: flipped,
    assignment_statement: plainAssignment,
    inc_statement: (node, print) => `${print(node.namedChildren[0] as Node)} += 1`,
    for_statement: indexed,
    return_statement: (node, print) =>
      node.namedChildren[0]?.namedChildCount === 1 ? namedResult(node, print, value => `outcome := ${value}\nreturn outcome`) : null,
  },
  rust: {
    if_expression: (node, print) => matched(node, print) ?? swappedBranches(node, print, part => `if ${negated(part, print)} `),
    binary_expression: flipped,
    compound_assignment_expr: plainAssignment,
    for_expression: (node, print) =>
      `let mut feed = (${partOf(node, 'value', print)}).into_iter();\nwhile let Some(${partOf(node, 'pattern', print)}) = feed.next() ${partOf(node, 'body', print)}`,
    return_expression: (node, print) => namedResult(node, print, value => `{ let outcome = ${value}; return outcome }`),
  },
}

function partOf(node: Node, field: string, print: Print): string {
  const part = node.childForFieldName(field)
  return part === null ? '' : print(part)
}

const OPPOSITE: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}
const MIRRORED: Readonly<Record<string, string>> = {
  '===': '===',
  '!==': '!==',
  '==': '==',
  '!=': '!=',
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
}

function negated(condition: Node, print: Print): string {
  const inner = condition.type === 'parenthesized_expression' ? (condition.namedChildren[0] as Node) : condition
  const operator = inner.childForFieldName('operator')?.text ?? ''
  const opposite = inner.type === 'binary_expression' ? OPPOSITE[operator] : undefined
  if (opposite !== undefined) return `${partOf(inner, 'left', print)} ${opposite} ${partOf(inner, 'right', print)}`
  if (inner.type === 'unary_expression' && inner.text.startsWith('!')) return print(inner.namedChildren[0] as Node)
  return `!(${print(inner)})`
}

/** Writes `a < b` as `b > a`. */
function flipped(node: Node, print: Print): string | null {
  const operator = node.children.find(child => child !== null && !child.isNamed)?.text ?? ''
  const mirrored = MIRRORED[operator]
  const [left, right] = [node.namedChildren[0], node.namedChildren.at(-1)]
  return mirrored === undefined || left == null || right == null ? null : `${print(right)} ${mirrored} ${print(left)}`
}

function plainAssignment(node: Node, print: Print): string | null {
  const [, operator] = /^([-+*|&])=$/.exec(node.childForFieldName('operator')?.text ?? node.children[1]?.text ?? '') ?? []
  if (operator === undefined) return null
  const left = partOf(node, 'left', print)
  return `${left} = ${left} ${operator} ${partOf(node, 'right', print)}`
}

/** Swaps the branches of an `if` with one `else`. */
function swappedBranches(node: Node, print: Print, head: (condition: Node) => string): string | null {
  const condition = node.childForFieldName('condition')
  const consequence = node.childForFieldName('consequence')
  const alternative = node.childForFieldName('alternative')
  const other = alternative?.type === 'else_clause' ? alternative.namedChildren[0] : alternative
  if (condition === null || consequence === null || other == null || !/block/.test(other.type) || !/block/.test(consequence.type))
    return null
  if (/let_|initializer/.test(condition.type) || node.childForFieldName('initializer') !== null) return null
  return `${head(condition)}${print(other)} else ${print(consequence)}`
}

function javascriptTernary(node: Node, print: Print): string | null {
  const results = [node.childForFieldName('consequence'), node.childForFieldName('alternative')?.namedChildren[0]].map(branch => {
    const only = branch?.type === 'statement_block' ? (branch.namedChildCount === 1 ? branch.namedChildren[0] : null) : branch
    return only?.type === 'return_statement' ? only.namedChildren[0] : null
  })
  const [one, other] = results
  return one == null || other == null ? null : `return ${partOf(node, 'condition', print)} ? ${print(one)} : ${print(other)}`
}

function forEach(node: Node, print: Print): string | null {
  const body = node.childForFieldName('body')
  if (
    body?.type !== 'statement_block' ||
    /\b(?:return|break|continue|await|yield)\b/.test(body.text) ||
    !/\bof\b/.test(node.text.slice(0, 200))
  )
    return null
  return `${partOf(node, 'right', print)}.forEach((${partOf(node, 'left', print)}) => ${print(body)})`
}

function arrowConstant(node: Node, print: Print): string {
  const isAsync = node.text.startsWith('async')
  return `const ${partOf(node, 'name', print)} = ${isAsync ? 'async ' : ''}${partOf(node, 'type_parameters', print)}${partOf(node, 'parameters', print)}${partOf(node, 'return_type', print)} => ${partOf(node, 'body', print)}`
}

function withBlock(node: Node, print: Print): string | null {
  const body = node.childForFieldName('body')
  if (body === null || body.type === 'statement_block') return null
  const head = node.children.filter(child => child !== null && child.endIndex <= body.startIndex).map(child => print(child as Node))
  return `${head.join(' ')} {\n return ${print(body)}\n}`
}

function concatenated(node: Node, print: Print): string | null {
  if (node.text.includes('\n') || node.namedChildren.length === 0 || node.parent?.type === 'call_expression') return null
  const parts = node.namedChildren.map(child =>
    child?.type === 'template_substitution' ? `(${print(child.namedChildren[0] as Node)})` : JSON.stringify(child?.text ?? ''),
  )
  return parts.join(' + ')
}

function namedResult(node: Node, print: Print, write: (value: string, indent: string) => string): string | null {
  const value = node.namedChildren[0]
  if (value == null || value.text.length < 12 || !/(?:block|body|suite|statement_list|program|module)/.test(node.parent?.type ?? ''))
    return null
  return write(print(value), ' '.repeat(node.startPosition.column))
}

function parentIsElif(node: Node): boolean {
  return node.namedChildren.some(child => child?.type === 'elif_clause')
}

function pythonBranches(node: Node, print: Print): string | null {
  const alternative = node.childForFieldName('alternative')
  const other = alternative?.childForFieldName('body')
  if (alternative?.type !== 'else_clause' || other == null) return null
  const indent = ' '.repeat(node.startPosition.column)
  const block = (body: string) => `\n${indent}    ${body}`
  return `if not (${partOf(node, 'condition', print)}):${block(print(other))}\n${indent}else:${block(partOf(node, 'consequence', print))}`
}

/** Writes `for a in b: x.append(e)` as `x.extend(e for a in b)`. */
function extended(node: Node, print: Print): string | null {
  const only = node.childForFieldName('body')
  const call = only?.namedChildCount === 1 ? only.namedChildren[0]?.namedChildren[0] : null
  if (call?.type !== 'call') return null
  const callee = call.childForFieldName('function')
  if (callee?.childForFieldName('attribute')?.text !== 'append') return null
  const item = call.childForFieldName('arguments')?.namedChildren[0]
  return item == null
    ? null
    : `${partOf(callee, 'object', print)}.extend(${print(item)} for ${partOf(node, 'left', print)} in ${partOf(node, 'right', print)})`
}

function mapped(node: Node, print: Print): string | null {
  const [clause, more] = node.namedChildren.slice(1)
  const left = clause?.childForFieldName('left')
  if (clause?.type !== 'for_in_clause' || more != null || left?.type !== 'identifier') return null
  return `list(map(lambda ${print(left)}: ${partOf(node, 'body', print)}, ${partOf(clause, 'right', print)}))`
}

function withoutInitializer(node: Node, print: Print): string | null {
  const initializer = node.childForFieldName('initializer')
  if (initializer === null || node.childForFieldName('alternative') !== null || node.parent?.type === 'if_statement') return null
  return `${print(initializer)}\nif ${partOf(node, 'condition', print)} ${partOf(node, 'consequence', print)}`
}

/** Writes `for _, item := range items {` as `for at := range items { item := items[at]`. */
function indexed(node: Node, print: Print): string | null {
  const clause = node.namedChildren.find(child => child?.type === 'range_clause')
  const names = clause?.childForFieldName('left')?.namedChildren ?? []
  const items = clause?.childForFieldName('right')
  if (names.length !== 2 || names[0]?.text !== '_' || items == null) return null
  const body = partOf(node, 'body', print).slice(1)
  return `for at := range ${print(items)} {\n${print(names[1] as Node)} := ${print(items)}[at]\n${body}`
}

/** Writes `if let A = e {…} else {…}` as a `match`. */
function matched(node: Node, print: Print): string | null {
  const condition = node.childForFieldName('condition')
  if (condition?.type !== 'let_condition') return null
  const other = node.childForFieldName('alternative')?.namedChildren[0]
  return `match ${partOf(condition, 'value', print)} {\n${partOf(condition, 'pattern', print)} => ${partOf(node, 'consequence', print)},\n_ => ${other == null ? '{}' : print(other)},\n}`
}
