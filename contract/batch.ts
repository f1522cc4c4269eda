/** Types of the wire for the phone: no zod in its bundle. */
export type { BatchV1, Breadcrumb, CountTuple, ErrorReport, PointTuple, TrailStep } from './schemas/batch'
