import { type Calendar, chinaCalendar, plainCalendar } from './calendar'

const CHINA = new Set(['Asia/Shanghai', 'Asia/Chongqing', 'Asia/Harbin', 'Asia/Urumqi', 'PRC'])

/** The holidays that a shop's customers keep. @param zone IANA */
export const calendarOf = (zone: string): Calendar => (CHINA.has(zone) ? chinaCalendar : plainCalendar)
