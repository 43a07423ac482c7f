/**
 * The two addresses of what is answered at once, with Earth Engine's names: `standard`, for people, who wait for each answer, and `high-volume`, for programs,
 * which send many small requests at a time. Both run the same code over the same state.
 */
export const ENDPOINTS = ['standard', 'high-volume'] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/**
 * Whether an endpoint keeps what it has computed for the requests that come after: results of aggregations, finished tiles, evaluated images, features that
 * were sampled; and computes once what several ask for at the same time. The other one computes each request by itself, as documented.
 */
export function keepsResults(endpoint: Endpoint): boolean {
  return endpoint === 'standard';
}
