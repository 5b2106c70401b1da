import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const IN_PERSON = 'highseas:in-person';
export const STEPPED_UP = 'highseas:stepped-up';

export interface Personal {
  shownInPreview: boolean;
}

/** A route for people who have signed in, not for API keys; nor for previews, unless it says otherwise. */
export const InPerson = ({ shownInPreview = false }: Partial<Personal> = {}): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(IN_PERSON, { shownInPreview } satisfies Personal),
    ApiExtension('x-in-person', shownInPreview ? 'shown' : 'hidden'),
  );

export interface SteppedUpOptions {
  /** Whether API keys may do it too: whoever made the key has confirmed their password then. */
  orKey: boolean;
}

/** An administrative write: the session must have been elevated lately, by signing in or by `POST /me/elevation` (ACC-07). */
export const SteppedUp = ({ orKey = false }: Partial<SteppedUpOptions> = {}): MethodDecorator =>
  applyDecorators(
    SetMetadata(STEPPED_UP, { orKey } satisfies SteppedUpOptions),
    ApiExtension('x-step-up', true),
    ...(orKey ? [] : [ApiExtension('x-in-person', 'hidden')]),
  );
