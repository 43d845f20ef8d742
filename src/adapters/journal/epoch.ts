import type { DatabaseSync } from 'node:sqlite'
import { transaction } from '../transaction.ts'

/** Gives the czar that opens the journal for supervising the next epoch number. From then on, no earlier czar may append. */
export function takeEpoch(database: DatabaseSync): number {
  return transaction(database, () => {
    database.exec('UPDATE supervision SET epoch = epoch + 1')
    return epochOf(database)
  })
}

/** Returns the epoch number of the czar that opened the journal last. */
export function epochOf(database: DatabaseSync): number {
  return Number(database.prepare('SELECT epoch FROM supervision').get()?.['epoch'])
}
