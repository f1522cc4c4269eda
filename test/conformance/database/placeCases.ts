import { type DatabaseCase, given, one, raised, type SdkDatabase } from './databaseCase'

type Geo = SdkDatabase['Geo']

const SQUARE: [number, number][] = [
  [0, 0],
  [3, 2],
  [2, 3],
  [0, 0],
]

const points = (geo: Geo, list: [number, number][]) =>
  list.map(([longitude, latitude]) => geo.Point(longitude, latitude))

const SHAPES: Record<string, (geo: Geo) => object> = {
  Point: (geo) => geo.Point(118.1, 24.5),
  LineString: (geo) => geo.LineString(points(geo, SQUARE)),
  Polygon: (geo) => geo.Polygon([geo.LineString(points(geo, SQUARE))]),
  MultiPoint: (geo) => geo.MultiPoint(points(geo, SQUARE)),
  MultiLineString: (geo) => geo.MultiLineString([geo.LineString(points(geo, SQUARE))]),
  MultiPolygon: (geo) => geo.MultiPolygon([geo.Polygon([geo.LineString(points(geo, SQUARE))])]),
}

/** Places as values. Queries by place need a place index, which the local cloud does not have. */
export const placeCases: DatabaseCase[] = [
  ...Object.entries(SHAPES).map(
    ([shape, make]): DatabaseCase => ({
      name: `a ${shape} comes back as the same ${shape}`,
      async run(db) {
        const place = make(db.Geo)
        await given(db, 'items', [{ _id: 'x', place, deep: { places: [place] } }])
        const found = (await one(db, 'items', 'x')) as { place: object; deep: { places: object[] } }
        expect(JSON.stringify(found.place)).toBe(JSON.stringify(place))
        expect(JSON.stringify(found.deep.places)).toBe(JSON.stringify([place]))
      },
    }),
  ),
  {
    name: 'a place can be updated',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', place: db.Geo.Point(1, 2) }])
      await db
        .collection('items')
        .doc('x')
        .update({ data: { place: db.Geo.Point(3, 4) } })
      expect(await one(db, 'items', 'x')).toMatchObject({ place: { longitude: 3, latitude: 4 } })
    },
  },
  ...(['geoNear', 'geoWithin', 'geoIntersects'] as const).map(
    (operator): DatabaseCase => ({
      name: `${operator} without a place index is an error`,
      async run(db) {
        await given(db, 'items', [{ _id: 'x', place: db.Geo.Point(1, 2) }])
        const geometry = SHAPES.Polygon?.(db.Geo)
        const asked = {
          geoNear: { geometry: db.Geo.Point(1, 2), maxDistance: 10 },
          geoWithin: { geometry },
          geoIntersects: { geometry },
        }
        const condition = (db.command[operator] as (asked: object) => object)(asked[operator])
        expect((await raised(db.collection('items').where({ place: condition }).get())).errCode).toBe(-502002)
      },
    }),
  ),
]
