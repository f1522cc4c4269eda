/** A refused call of the control API: HTTP status, a code to test for, a text that says what to do. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field?: string,
  ) {
    super(message)
    this.name = 'ControlError'
  }
}

export const notFound = (what: string): ControlError => new ControlError(404, 'not_found', `${what} does not exist`)

export const invalidArgument = (field: string, message: string): ControlError =>
  new ControlError(400, 'invalid_argument', `${field}: ${message}`, field)
