/** Node 22 calls node:sqlite an experiment on the stderr of every command that opens a journal; other warnings are told as ever. */
export function quietSqlite(on: Pick<NodeJS.Process, 'emitWarning'> = process): void {
  const { emitWarning } = on
  on.emitWarning = (warning: string | Error, ...rest: readonly unknown[]) => {
    if (!String(warning).startsWith('SQLite is an experimental feature')) Reflect.apply(emitWarning, on, [warning, ...rest])
  }
}
