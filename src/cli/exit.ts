import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommanderError } from 'commander'
import { CzarError, detailsOf, type ExitCode } from '../core/model/errors.ts'
import { plainText } from '../core/text/plain-text.ts'
import { hintText } from '../core/views/hint-text.ts'
import type { CliIo } from './io.ts'

/** Prints the error with the next command to type, and returns the exit code. */
export function reportFailure(error: unknown, io: CliIo, sayHint = (hint: string) => hint): ExitCode {
  // The library commander has already printed its own message. It also throws after printing help or the version.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof CzarError) {
    io.stderr.write(describe(error, sayHint))
    return error.exitCode
  }
  io.stderr.write(describeUnexpected(error, io))
  return 1
}

function describe(error: CzarError, sayHint: (hint: string) => string): string {
  const lines = [`czar: ${plainText(error.message, 4_000, { lines: true })}`]
  for (const detail of detailsOf(error)) lines.push(indent(plainText(detail, 4_000, { lines: true })))
  if (error.hint !== undefined) lines.push(`  next: ${hintText(sayHint(error.hint))}`)
  return `${lines.join('\n')}\n`
}

/** Describes an unexpected error, which is a mistake in czar. The person sees the message. The stack goes to a file for a bug report. */
function describeUnexpected(error: unknown, io: CliIo): string {
  const message = plainText(error instanceof Error ? error.message : String(error), 4_000, { lines: true })
  const stack = error instanceof Error ? (error.stack ?? message) : message
  if (io.env['CZAR_DEBUG'] === '1') return `czar: unexpected: ${message}\n${plainText(stack, 100_000, { lines: true })}\n`
  return `czar: unexpected: ${message}\n${keepStack(stack, io)}\n`
}

function keepStack(stack: string, io: CliIo): string {
  const file = join(tmpdir(), `czar-error-${process.pid}-${io.now()}.txt`)
  try {
    // The flag wx makes writing fail if the file exists. So czar never writes through a link that another user made in a shared /tmp.
    writeFileSync(file, `${stack}\n`, { flag: 'wx', mode: 0o600 })
    return `  the stack is in ${file}`
  } catch {
    return '  next: run the same command with CZAR_DEBUG=1 for the stack'
  }
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}
