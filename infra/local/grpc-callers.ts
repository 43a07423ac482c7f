import { ServerInterceptingCall, type ServerInterceptor, status } from '@grpc/grpc-js';
import { callRefusal } from './callers.ts';

/** Refuses gRPC calls of whomever the local cloud does not serve, with PERMISSION_DENIED and before their messages are read. */
export const ownMachineOnly: ServerInterceptor = (_method, call) =>
  new ServerInterceptingCall(call, {
    start: (next) =>
      next({
        onReceiveMetadata(metadata, forward) {
          const remoteAddress = call
            .getPeer()
            .replace(/:\d+$/, '')
            .replace(/^\[|\]$/g, '');
          // The pseudo-header `:authority` is HTTP/2's `Host`.
          const headers = { ...(metadata.getMap() as Record<string, string>), host: call.getHost() };
          const refusal = callRefusal({ headers, remoteAddress });
          if (refusal === undefined) forward(metadata);
          else call.sendStatus({ code: status.PERMISSION_DENIED, details: refusal });
        },
      }),
  });
