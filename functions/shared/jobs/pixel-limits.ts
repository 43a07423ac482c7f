/** Most pixels a side of a picture that is answered at once. */
export const MAX_DIMENSION = 32_768;
