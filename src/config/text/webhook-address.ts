/**
 * Says why czar cannot send an alert to this address, or returns null if it can. The text does not contain the address, because the address
 * may be a secret.
 */
export function webhookProblem(address: string): string | null {
  const url = URL.parse(address)
  if (url === null) return 'it is not a URL such as https://ntfy.sh/my-topic'
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal))
    return 'it must begin with https:// (http:// is allowed only for this machine)'
  // The function fetch refuses such an address with a message that contains the whole address.
  if (url.username !== '' || url.password !== '')
    return 'it holds a name or password; put the token into an environment variable and name this variable in token_env'
  return null
}
