import type { Algorithm } from '../declare.ts';
import { CLUSTER } from './cluster.ts';
import { CLUSTERERS } from './make.ts';

/** Clusterers. */
export const CLUSTERER_FAMILY: readonly Algorithm[] = [...CLUSTER, ...CLUSTERERS];
