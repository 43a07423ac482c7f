import { z } from 'zod';

/** The properties that features have, and their types. */
export const storedColumns = z.array(z.object({ name: z.string(), type: z.string() }));
