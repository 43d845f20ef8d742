/** Hides the warning of Node 22 that node:sqlite is experimental. Otherwise every command that opens a journal would print it on stderr. */
export function quietSqlite(on: Pick<NodeJS.Process, 'emitWarning'> = process): void {
  const { emitWarning } = on
  on.emitWarning = (warning: string | Error, ...rest: readonly unknown[]) => {
    if (!String(warning).startsWith('SQLite is an experimental feature')) Reflect.apply(emitWarning, on, [warning, ...rest])
  }
}
