import type { Theme } from '../services/theme'

/** The chart colours of tokens.wxss: a canvas cannot read variables of a style sheet. A test holds the two together. */
export interface Palette {
  c1: string
  c2: string
  band: string
  bandLine: string
  grid: string
  axis: string
  lineStrong: string
  mark: string
  ink2: string
  brandInk: string
  crit: string
  critWeak: string
  warn: string
  warnWeak: string
  surface: string
}

export const palettes: Record<Theme, Palette> = {
  light: {
    c1: '#E8590C',
    c2: '#3F5F80',
    band: '#E4E2DD',
    bandLine: '#8B867E',
    grid: '#ECEAE6',
    axis: '#6E6A64',
    lineStrong: '#CDC9C3',
    mark: '#54514C',
    ink2: '#54514C',
    brandInk: '#A83C00',
    crit: '#AE1136',
    critWeak: '#FBE5EA',
    warn: '#7A4B00',
    warnWeak: '#FFF1CC',
    surface: '#FFFFFF',
  },
  dark: {
    c1: '#FF8B52',
    c2: '#8FB3D9',
    band: '#35332F',
    bandLine: '#A39D94',
    grid: '#2B2926',
    axis: '#9A948B',
    lineStrong: '#55514A',
    mark: '#BFBAB2',
    ink2: '#BFBAB2',
    brandInk: '#FF9A68',
    crit: '#FF7F98',
    critWeak: '#3D141F',
    warn: '#F6C453',
    warnWeak: '#3A2D0C',
    surface: '#1D1C1A',
  },
}
