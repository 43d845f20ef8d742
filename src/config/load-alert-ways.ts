import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '../core/model/errors.ts'
import { shellWord } from '../core/text/shell-word.ts'
import { alertName } from './build/build-alerts.ts'
import { type AlertInput, alertSchema } from './schema/alert-schema.ts'
import { DEFAULT_ALERTS } from './schema/project-schema.ts'
import { READ_ONCE } from './schema/read-once.ts'
import { readDocument } from './yaml/read-document.ts'

/** The address of one alert channel. It may hold secrets, so it is not part of the project, which the journal holds whole. */
export interface AlertWay {
  readonly name: string
  readonly via: AlertInput['via']
  readonly command: readonly string[]
  /** Directory of the project file, in which `command` starts. */
  readonly directory: string
  readonly url: string | null
  readonly urlEnv: string | null
  readonly tokenEnv: string | null
  readonly shape: NonNullable<AlertInput['shape']> | null
}

/** Reads the alert channels of a project file. Loading the project has already checked them. */
export async function loadAlertWays(file: string): Promise<readonly AlertWay[]> {
  return parseAlertWays(await readFile(file, 'utf8'), file)
}

/** Like `loadAlertWays`, from the file's text. */
export function parseAlertWays(text: string, file: string): readonly AlertWay[] {
  return alertWaysOf(readDocument(text), file)
}

/** Like `loadAlertWays`, from the parsed file. */
export function alertWaysOf(source: ReturnType<typeof readDocument>, file: string): readonly AlertWay[] {
  const outline = z.looseObject({ alerts: z.array(alertSchema).prefault(DEFAULT_ALERTS) })
  const read = outline.safeParse('problems' in source ? null : source.value, READ_ONCE)
  if (!read.success) throw new ConfigError(`the alerts of ${file} cannot be read`, { hint: `czar validate ${shellWord(file)}` })
  const { alerts } = read.data
  return alerts.map(({ via, command, url, url_env: urlEnv, token_env: tokenEnv, shape }, index) => ({
    name: alertName(alerts, index),
    via,
    command: command ?? [],
    directory: dirname(resolve(file)),
    url: url ?? null,
    urlEnv: urlEnv ?? null,
    tokenEnv: tokenEnv ?? null,
    shape: shape ?? null,
  }))
}
