/**
 * An expected failure of the cloud, as it travels over the wire: HTTP 200 with
 * `{code, message}`. The SDK turns the string code into its own number.
 */
export class WireError extends Error {
  override readonly name = 'WireError'

  /**
   * @param code a string code of the platform, such as `DATABASE_REQUEST_FAILED`
   * @param message the text after the code; says what was wrong and with which field
   */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}
