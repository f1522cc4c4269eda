/** A start that cannot be, in words for the person who typed it. */
export class StartError extends Error {}
