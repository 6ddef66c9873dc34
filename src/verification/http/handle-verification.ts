import type { IncomingMessage, ServerResponse } from 'node:http';
import { handleForwardAuth } from './forward-auth';
import { isForwardAuth } from './forward-auth-address';
import { replyOfFault, send } from './reply';
import type { VerificationFace } from './verification-face';
import { type Decide, respond, verify, verifyBatch, verifyBatchExplained, verifyExplained } from './verify';

const PREFIX = '/v1/';

/** Answers what is of this face, ahead of the web framework. False for everything else. */
export function handleVerification(
  face: VerificationFace,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const { url = '' } = request;
  if (!url.startsWith(PREFIX)) return false;
  switch (url) {
    case '/v1/verify':
      return post(face, request, response, verify);
    case '/v1/verify?explain=true':
      return post(face, request, response, verifyExplained);
    case '/v1/verify/batch':
      return post(face, request, response, verifyBatch);
    case '/v1/verify/batch?explain=true':
      return post(face, request, response, verifyBatchExplained);
  }
  if (isForwardAuth(url)) {
    handleForwardAuth(face, url, request, response);
    return true;
  }
  if (url.startsWith('/v1/verify?') || url.startsWith('/v1/verify/batch?')) {
    request.resume();
    send(response, replyOfFault('BAD_REQUEST', 'The only parameter is `explain=true`.'));
    return true;
  }
  return false;
}

function post(face: VerificationFace, request: IncomingMessage, response: ServerResponse, decideOn: Decide): true {
  if (request.method === 'POST') respond(face, request, response, decideOn);
  else {
    request.resume();
    send(response, replyOfFault('METHOD_NOT_ALLOWED', 'Send it with POST.', [], ['Allow', 'POST']));
  }
  return true;
}
