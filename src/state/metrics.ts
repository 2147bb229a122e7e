/** @file What a page needs to know of metrics; small, because the first sight reads it. */
export { directionOf, type Metric, metrics } from "#measures/metrics.ts";
