/** What a stranger reads: who may come in, and with which code. Nothing of the shop. */
export interface Welcome {
  sentence: string
  codeLabel: string
}

/** @param claimed the shop has an owner; null while that is not known */
export const welcomeWords = (claimed: boolean | null): Welcome =>
  claimed === false
    ? { sentence: '第一次用？装好看店时会给出一个认领码，\n填上它，你就是店主', codeLabel: '认领码' }
    : { sentence: '想进来，向店主要一个邀请码，\n他在「设置」里能看到', codeLabel: '邀请码' }

/** Codes are pasted with what stood around them: spaces, a line break, small letters. */
export const cleanCode = (typed: string): string => typed.replace(/\s+/g, '')
