import { generateKeyPairSync } from 'node:crypto'

/** A PEM file with a private key that nothing uses. */
export function aPrivateKey(): string {
  const options = {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  } as const
  return generateKeyPairSync('rsa', options).privateKey
}
