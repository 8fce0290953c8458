import { Refusal } from '../vocabulary.ts';
import { v2Errors } from './codes.ts';

/** A V2 error with the HTTP status, type and words of its code, unless better ones are known. */
export function refuseV2(code: string, message?: string, status?: number): Refusal {
  const known = v2Errors[code];
  return new Refusal(code, message ?? known?.message ?? 'Simulated error', {
    status: status ?? known?.status ?? 400,
    type: known?.type ?? 'invalid_request_error',
  });
}
