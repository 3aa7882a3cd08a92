const number = new Intl.NumberFormat();
const decimal = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const longDate = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeZone: 'UTC' });
const mediumDate = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** `12,480`, as the person's locale writes it. */
export const formatCount = (count: number): string => number.format(count);
export const formatDecimal = (value: number): string => decimal.format(value);

const percent = new Intl.NumberFormat(undefined, { style: 'percent' });
/** A share from 0 to 1. */
export const formatPercent = (share: number): string => percent.format(share);

/** `7.4` or `120`: a rate with as many digits as it is worth. */
export const formatRate = (perSecond: number): string =>
  perSecond < 10 ? decimal.format(perSecond) : number.format(Math.round(perSecond));

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];

const byteStep = (bytes: number): number =>
  bytes < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3));

function bytesAt(bytes: number, step: number): string {
  const value = bytes / 1000 ** step;
  return step < 2 || value >= 100 ? number.format(Math.round(value)) : decimal.format(value);
}

/** `1,024 × 683 px` */
export const formatSize = ({ width, height }: { width: number; height: number }): string =>
  `${number.format(width)} × ${number.format(height)} px`;

/** `3.4 MB`; powers of 1000, as file managers count. */
export function formatBytes(bytes: number): string {
  const step = byteStep(bytes);
  return `${bytesAt(bytes, step)} ${byteUnits[step]}`;
}

/** `120 of 750 MB`: both in the unit of the whole. */
export function formatBytesOf(done: number, total: number): string {
  const step = byteStep(total);
  return `${bytesAt(done, step)} of ${bytesAt(total, step)} ${byteUnits[step]}`;
}

/** `Monday, 12 August 2019` for a day written `YYYY-MM-DD`. */
export const formatDay = (day: string): string => formatWith(longDate, `${day}T00:00:00`);
/** `12 Aug 2019` for a day written `YYYY-MM-DD`. */
export const formatShortDay = (day: string): string => formatWith(mediumDate, `${day}T00:00:00`);
/** A wall-clock time `YYYY-MM-DDTHH:MM:SS` as a short date. */
export const formatLocalDate = (local: string): string => formatWith(mediumDate, local);
/** A wall-clock time `YYYY-MM-DDTHH:MM:SS` with its time of day. */
export const formatLocalDateTime = (local: string): string => formatWith(dateAndTime, local);
/** A moment in epoch milliseconds, in the person's own time zone. */
export const formatMoment = (ms: number): string => moment.format(ms);

/** The wall clock is read as UTC on both sides, so that no time zone shifts it. */
function formatWith(format: Intl.DateTimeFormat, local: string): string {
  const ms = Date.parse(`${local.slice(0, 19)}Z`);
  return Number.isNaN(ms) ? local : format.format(ms);
}

/** `45 s`, `12 min`, `3 h 20 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** `0.4 s` for what a person waited. */
export const formatSeconds = (seconds: number): string => (seconds < 0.1 ? '< 0.1 s' : `${decimal.format(seconds)} s`);

/** A probability with two digits: `0.82`. */
export const formatProbability = (probability: number): string => probability.toFixed(2);

/** `1/250 s` or `2 s`. */
export function formatExposure(seconds: number): string {
  return seconds >= 0.4 ? `${decimal.format(seconds)} s` : `1/${Math.round(1 / seconds)} s`;
}
