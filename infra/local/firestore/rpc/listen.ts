import type { handleBidiStreamingCall } from '@grpc/grpc-js';
import { type ListenReply, type ListenRequest, ListenStream } from '../listen/stream.ts';
import { type CallRules, failStream, faultBefore, lostAnswer } from './calls.ts';

/** Listen: lives until the client ends or cancels it. A dropped answer cuts the stream after the first request. */
export function listen(rules: CallRules): handleBidiStreamingCall<ListenRequest, ListenReply> {
  return async (call) => {
    // Nothing may get lost while the fault plan is asked.
    call.pause();
    let fault: Awaited<ReturnType<typeof faultBefore>>;
    try {
      fault = await faultBefore(rules, 'Listen');
    } catch (error) {
      failStream(call, error);
      return;
    }
    if (call.cancelled) return;
    const stream = new ListenStream(rules.engine, (reply) => call.write(reply));
    call.on('data', (request: ListenRequest) => {
      try {
        stream.receive(request);
        if (fault?.kind === 'drop') failStream(call, lostAnswer('Listen'));
      } catch (error) {
        failStream(call, error);
      }
    });
    call.on('end', () => call.end());
    for (const over of ['end', 'cancelled', 'close', 'error']) call.on(over, () => stream.close());
    call.resume();
  };
}
