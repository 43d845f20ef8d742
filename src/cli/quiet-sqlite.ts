/** Hides Node 22's warning that node:sqlite is experimental, which every command that opens a journal would print on stderr. */
export function quietSqlite(on: Pick<NodeJS.Process, 'emitWarning'> = process): void {
  const { emitWarning } = on
  on.emitWarning = (warning: string | Error, ...rest: readonly unknown[]) => {
    if (!String(warning).startsWith('SQLite is an experimental feature')) Reflect.apply(emitWarning, on, [warning, ...rest])
  }
}
