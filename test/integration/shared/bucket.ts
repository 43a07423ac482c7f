/** The bucket that tests export to. */
export const BUCKET = 'test-exports';
