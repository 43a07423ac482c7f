import { any, fieldMask, int32, repeated, string } from './field.ts';
import { message } from './message.ts';

export const Binding = message('Binding', { role: string, members: repeated(string), condition: any });

export const Policy = message('Policy', { version: int32, bindings: repeated(Binding), etag: string });

export const GetPolicyOptions = message('GetPolicyOptions', { requestedPolicyVersion: int32 });

export const GetIamPolicyRequest = message('GetIamPolicyRequest', { options: GetPolicyOptions });

export const SetIamPolicyRequest = message('SetIamPolicyRequest', { policy: Policy, updateMask: fieldMask });

const permissions = { permissions: repeated(string) };

export const TestIamPermissionsRequest = message('TestIamPermissionsRequest', permissions);

export const TestIamPermissionsResponse = message('TestIamPermissionsResponse', permissions);
