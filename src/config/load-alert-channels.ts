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

/**
 * One alert channel with its address. The address may hold secrets, so it is not part of the project, which is stored whole in the journal.
 */
export interface AlertChannel {
  readonly name: string
  readonly via: AlertInput['via']
  readonly command: readonly string[]
  /** The directory of the project file. A channel's `command` starts in it. */
  readonly directory: string
  readonly url: string | null
  readonly urlEnv: string | null
  readonly tokenEnv: string | null
  readonly shape: NonNullable<AlertInput['shape']> | null
  /** The address of the web page to which alerts link. */
  readonly page: string | null
  /** Whether alerts hold the words of agents and tasks. */
  readonly hasText: boolean
}

/** Reads the alert channels of a project file. They need no check, because loading the project has checked them. */
export async function loadAlertChannels(file: string): Promise<readonly AlertChannel[]> {
  return parseAlertChannels(await readFile(file, 'utf8'), file)
}

/** Does the same as `loadAlertChannels`, but from the text of the file. */
export function parseAlertChannels(text: string, file: string): readonly AlertChannel[] {
  return alertChannelsOf(readDocument(text), file)
}

/** Does the same as `loadAlertChannels`, but from the parsed file. */
export function alertChannelsOf(source: ReturnType<typeof readDocument>, file: string): readonly AlertChannel[] {
  const outline = z.looseObject({ alerts: z.array(alertSchema).prefault(DEFAULT_ALERTS) })
  const read = outline.safeParse('problems' in source ? null : source.value, READ_ONCE)
  if (!read.success) throw new ConfigError(`the alerts of ${file} cannot be read`, { hint: `czar validate ${shellWord(file)}` })
  const { alerts } = read.data
  return alerts.map(({ via, command, url, url_env: urlEnv, token_env: tokenEnv, shape, page, text }, index) => ({
    name: alertName(alerts, index),
    via,
    command: command ?? [],
    directory: dirname(resolve(file)),
    url: url ?? null,
    urlEnv: urlEnv ?? null,
    tokenEnv: tokenEnv ?? null,
    shape: shape ?? null,
    page: page ?? null,
    hasText: text ?? false,
  }))
}
