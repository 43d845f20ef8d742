import { generateKeyPairSync } from 'node:crypto'

/** A key that nobody uses, as a file of PEM. */
export function aPrivateKey(): string {
  const options = {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  } as const
  return generateKeyPairSync('rsa', options).privateKey
}
