/** Something that the person at the keyboard can put right; the message says how. Bugs are other errors. */
export class IntegrateError extends Error {}
