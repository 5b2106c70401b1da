import type { Opening } from '../database/database.js';
import { apiKeyNotAllowed, previewHidden, previewReadOnly, stepUpRequired } from '../errors/index.js';
import { isApiKey, isPreview, type Identity } from '../http/request.js';
import type { RouteFacts } from '../http/route-facts.js';

/**
 * A preview shows what the person would see, but for what is theirs alone, and changes nothing.
 * @throws Problem PREVIEW_READ_ONLY, PREVIEW_HIDDEN
 */
export function admitPreview(identity: Identity, facts: RouteFacts, readOnly: boolean): void {
  if (!isPreview(identity)) return;
  if (!readOnly) throw previewReadOnly();
  if (!facts.shownInPreview) throw previewHidden();
}

/**
 * Whether this way of having signed in is good enough for the route; asked after the permission, which says more.
 * @throws Problem API_KEY_NOT_ALLOWED, STEP_UP_REQUIRED
 */
export function admitCaller(identity: Identity, facts: RouteFacts, opening: Opening, defaultStepUpMinutes: number): void {
  if (isApiKey(identity)) {
    if (!facts.forKeys) throw apiKeyNotAllowed();
  } else if (facts.steppedUp && !isElevated(opening, defaultStepUpMinutes)) throw stepUpRequired();
}

function isElevated({ elevatedSecondsAgo, stepUpMinutes }: Opening, defaultMinutes: number): boolean {
  const minutes = stepUpMinutes ?? defaultMinutes;
  return minutes === 0 || (elevatedSecondsAgo !== null && elevatedSecondsAgo < minutes * 60);
}
