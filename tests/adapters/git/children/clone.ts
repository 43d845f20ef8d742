import { createGit } from '../../../../src/adapters/git/create-git.ts'

const [options = ''] = process.argv.slice(2)
await createGit(JSON.parse(options)).inspect()
