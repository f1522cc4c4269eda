/** 12480 → '12,480'. Whole numbers only: round before. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')
