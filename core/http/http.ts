/** A call through HTTP access: what CloudBase hands to a function that has an address. */
export interface HttpRequest {
  method: string
  path: string
  query: Readonly<Record<string, string>>
  /** names in lower case */
  headers: Readonly<Record<string, string>>
  /** decoded */
  body: string
}

export interface HttpReply {
  statusCode: number
  headers: Record<string, string>
  body: string
}

/** An error as HTTP tells it: the code for programs, the message for the person who reads the log. */
export const httpError = (statusCode: number, code: string, message: string): HttpReply => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify({ error: { code, message } }),
})
