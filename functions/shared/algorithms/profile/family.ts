import type { Algorithm } from '../declare.ts';
import { PROFILES } from './get-profiles.ts';

/** What computations cost. */
export const PROFILE_FAMILY: readonly Algorithm[] = PROFILES;
