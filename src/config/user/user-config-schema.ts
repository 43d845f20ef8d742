import { z } from 'zod'
import { type Host, hostOf, isHostName, isRemoteProgram, isSshPlace, WHAT_IS_A_HOST } from '../../core/views/host.ts'

const nameSchema = z
  .string({ error: ({ input }) => (input === undefined ? 'is missing; a host needs a name' : 'must be text') })
  .refine(isHostName, `is not the name of a host: ${WHAT_IS_A_HOST}`)

const hostSchema = z.preprocess(
  written => (typeof written === 'string' ? { name: written } : written),
  z.strictObject(
    {
      name: nameSchema,
      ssh: z.string('must be text').refine(isSshPlace, `is no address for ssh: ${WHAT_IS_A_HOST}`).optional(),
      czar: z.string('must be text').refine(isRemoteProgram, 'is not the path of a program: ~/bin/czar, /usr/bin/czar or czar').optional(),
    },
    'must be the name of a host, or a mapping with name, ssh and czar',
  ),
)

/** A person's config file. */
export const userConfigSchema = z.strictObject(
  { hosts: z.array(hostSchema, 'must be a list').default([]) },
  'must be a mapping: hosts: [a, b]',
)

/** Settings of a person that hold for all projects. */
export interface UserConfig {
  readonly hosts: readonly Host[]
}

export function userConfigOf({ hosts }: z.infer<typeof userConfigSchema>): UserConfig {
  return {
    hosts: hosts.map(({ name, ssh, czar }) => ({
      ...hostOf(name),
      ...(ssh === undefined ? {} : { ssh }),
      ...(czar === undefined ? {} : { czar }),
    })),
  }
}

/** The keys that a mapping may have at this place of the file. */
export function userConfigKeys(depth: number): readonly string[] {
  return depth === 0 ? ['hosts'] : ['name', 'ssh', 'czar']
}
