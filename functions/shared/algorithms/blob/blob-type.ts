import { instanceType, type ParameterType } from '../parameter.ts';
import { Blob } from './blob.ts';

export const blobType: ParameterType<Blob> = instanceType('Blob', Blob);
