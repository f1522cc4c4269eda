/** Types of the wire for the phone: no zod in its bundle. */
export type { BatchV1, Breadcrumb, CountTuple, ErrorReport, PointTuple, SightTuple, TrailStep } from './schemas/batch'
