/** What was said after `?` when a page was opened, decoded, and what was chosen on it since. */
export type PageQuery = Readonly<Record<string, string>>
