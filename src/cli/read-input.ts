import type { CliIo } from './io.ts'

/** Reads a text that is given as an argument. If the argument is `-`, reads all of standard input. */
export async function readText(argument: string, { stdin }: CliIo): Promise<string> {
  if (argument !== '-') return argument
  stdin.setEncoding('utf8')
  let text = ''
  for await (const chunk of stdin) text += chunk
  return text
}

/** Reads all of standard input as it is. */
export async function readBytes({ stdin }: Pick<CliIo, 'stdin'>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
