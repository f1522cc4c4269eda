/** One thing that is done to a project's files. Paths are relative to its folder, with forward slashes. */
export type Change =
  | { kind: 'create'; path: string; content: Buffer }
  /** a file of ours of an earlier version */
  | { kind: 'replace'; path: string; content: Buffer }
  /** a file of ours that is gone, or all of them */
  | { kind: 'delete'; path: string }
  | { kind: 'edit'; path: string; before: string; after: string }
