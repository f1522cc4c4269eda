/** The wire's string codes and the numbers wx-server-sdk makes of them (WIRE.md §7; two are misspelt by the platform). */
export const WIRE_CODES = {
  SYS_ERR: -501001,
  SERVER_TIMEOUT: -501002,
  EXCEED_REQUEST_LIMIT: -501003,
  EXCEED_CONCURRENT_REQUEST_LIMIT: -501004,
  INVALIID_ENV: -501005,
  INVALID_COMMON_PARAM: -501006,
  INVALID_PARAM: -501007,
  INVALID_REQUEST_SOURCE: -501008,
  RESOURCE_NOT_INITIAL: -501009,
  DATABASE_REQUEST_FAILED: -502001,
  DATABASE_INVALID_OPERRATOR: -502002,
  DATABASE_PERMISSION_DENIED: -502003,
  DATABASE_COLLECTION_EXCEED_LIMIT: -502004,
  DATABASE_COLLECTION_NOT_EXIST: -502005,
  STORAGE_REQUEST_FAIL: -503001,
  STORAGE_EXCEED_AUTHORITY: -503002,
  STORAGE_FILE_NONEXIST: -503003,
  STORAGE_SIGN_PARAM_INVALID: -503004,
  FUNCTIONS_REQUEST_FAIL: -504001,
  FUNCTIONS_EXECUTE_FAIL: -504002,
} as const

/** The string code that a function will see as the given number; unknown numbers become SYS_ERR. */
export function wireCodeOf(errCode: number): string {
  return Object.entries(WIRE_CODES).find(([, number]) => number === errCode)?.[0] ?? 'SYS_ERR'
}

/** The number a phone or function sees for a code given either way; unknown texts count as SYS_ERR. */
export function errCodeOf(code: number | string): number {
  if (typeof code === 'number') return code
  return (WIRE_CODES as Record<string, number>)[code] ?? WIRE_CODES.SYS_ERR
}
