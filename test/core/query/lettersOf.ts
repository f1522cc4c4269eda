/** Letters a reader sees: spaces around numbers are not counted (DESIGN-LANGUAGE §6). */
export const lettersOf = (sentence: string): number => [...sentence.replaceAll(' ', '')].length
