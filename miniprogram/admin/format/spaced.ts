const chinese = '[\\u3400-\\u9fff]'
const digit = '[0-9A-Za-z¥%]'
const afterChinese = new RegExp(`(${chinese})(?=${digit})`, 'g')
const beforeChinese = new RegExp(`(${digit})(?=${chinese})`, 'g')

/** A space between Chinese and digits or letters: texts made for WeChat's messages save them, pages do not. */
export const spaced = (text: string): string => text.replace(afterChinese, '$1 ').replace(beforeChinese, '$1 ')
