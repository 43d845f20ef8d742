import { createRequire } from 'node:module'
import { Language, type Node, Parser } from 'web-tree-sitter'

/** What rewriting needs to know about the grammar of a language. */
export interface Grammar {
  readonly name: 'javascript' | 'python' | 'go' | 'rust'
  /**
   * The types of nodes that declare names, each with the field that holds the names. An empty field means all identifiers below the node.
   */
  readonly declares: Readonly<Record<string, string>>
  /** Declarations that may stand in any order. */
  readonly units: ReadonlySet<string>
  readonly functions: ReadonlySet<string>
  /** Statements that only assign a value to a name. */
  readonly values: ReadonlySet<string>
  readonly comment: string
  readonly parse: (text: string) => Node
}

const JAVASCRIPT: Omit<Grammar, 'parse'> = {
  name: 'javascript',
  declares: {
    variable_declarator: 'name',
    function_declaration: 'name',
    generator_function_declaration: 'name',
    class_declaration: 'name',
    interface_declaration: 'name',
    type_alias_declaration: 'name',
    enum_declaration: 'name',
    method_definition: 'name',
    method_signature: 'name',
    public_field_definition: 'name',
    property_signature: 'name',
    required_parameter: 'pattern',
    optional_parameter: 'pattern',
    arrow_function: 'parameter',
    catch_clause: 'parameter',
    for_in_statement: 'left',
  },
  units: new Set([
    'function_declaration',
    'class_declaration',
    'interface_declaration',
    'type_alias_declaration',
    'method_definition',
    'export_statement',
    'method_signature',
    'property_signature',
    'enum_declaration',
  ]),
  functions: new Set(['function_declaration', 'method_definition']),
  values: new Set(['lexical_declaration', 'variable_declaration']),
  comment: '//',
}

const GRAMMARS: Readonly<Record<string, Omit<Grammar, 'parse'>>> = {
  typescript: JAVASCRIPT,
  tsx: JAVASCRIPT,
  python: {
    name: 'python',
    declares: {
      function_definition: 'name',
      class_definition: 'name',
      assignment: 'left',
      for_statement: 'left',
      for_in_clause: 'left',
      as_pattern_target: '',
      named_expression: 'name',
      default_parameter: 'name',
      typed_default_parameter: 'name',
      parameters: '',
      lambda_parameters: '',
    },
    units: new Set(['function_definition', 'class_definition', 'decorated_definition']),
    functions: new Set(['function_definition']),
    values: new Set(['expression_statement']),
    comment: '#',
  },
  go: {
    name: 'go',
    declares: {
      function_declaration: 'name',
      method_declaration: 'name',
      parameter_declaration: 'name',
      short_var_declaration: 'left',
      range_clause: 'left',
      var_spec: 'name',
      const_spec: 'name',
      type_spec: 'name',
      field_declaration: 'name',
    },
    units: new Set(['function_declaration', 'method_declaration', 'type_declaration', 'const_declaration', 'var_declaration']),
    functions: new Set(['function_declaration', 'method_declaration']),
    values: new Set(['short_var_declaration', 'var_declaration']),
    comment: '//',
  },
  rust: {
    name: 'rust',
    declares: {
      function_item: 'name',
      function_signature_item: 'name',
      struct_item: 'name',
      enum_item: 'name',
      trait_item: 'name',
      type_item: 'name',
      const_item: 'name',
      static_item: 'name',
      enum_variant: 'name',
      field_declaration: 'name',
      parameter: 'pattern',
      let_declaration: 'pattern',
      for_expression: 'pattern',
      closure_parameters: '',
      tuple_struct_pattern: '',
    },
    units: new Set(['function_item', 'struct_item', 'enum_item', 'trait_item', 'impl_item', 'type_item', 'const_item', 'static_item']),
    functions: new Set(['function_item']),
    values: new Set(['let_declaration']),
    comment: '//',
  },
}

const BY_EXTENSION: Readonly<Record<string, string>> = {
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  js: 'typescript',
  mjs: 'typescript',
  cjs: 'typescript',
  tsx: 'tsx',
  jsx: 'tsx',
  py: 'python',
  pyi: 'python',
  go: 'go',
  rs: 'rust',
}

const require = createRequire(import.meta.url)
const loaded = new Map<string, Promise<Grammar>>()

/** Returns the grammar for a file, or null if the bench has none. */
export function grammarOf(path: string): Promise<Grammar> | null {
  const name = BY_EXTENSION[path.slice(path.lastIndexOf('.') + 1)]
  if (name === undefined) return null
  const known = loaded.get(name) ?? load(name)
  loaded.set(name, known)
  return known
}

async function load(name: string): Promise<Grammar> {
  await Parser.init()
  const language = await Language.load(require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`))
  const parser = new Parser().setLanguage(language)
  const parse = (text: string) => {
    const tree = parser.parse(text)
    if (tree === null) throw new Error(`${name}: cannot be parsed`)
    return tree.rootNode
  }
  return { ...(GRAMMARS[name] as Omit<Grammar, 'parse'>), parse }
}
