import { ApiProperty } from '@nestjs/swagger';
import { pageOf } from '../../../platform/records/index.js';
import { CaptchaChallengeView } from '../../identity/index.js';

export class FormFieldView {
  /** @example "phone" */
  key!: string;

  required!: boolean;
}

/** A form on web sites (获客表单). */
export class CaptureFormView {
  /** @format uuid */
  id!: string;

  name!: string;

  /** What the web site's page names it by; no secret. */
  publicKey!: string;

  fields!: FormFieldView[];

  /** @format uuid */
  poolId!: string | null;

  /** @format uuid */
  sourceId!: string | null;

  consentText!: string | null;

  /** Raised when the text changes. */
  consentVersion!: number;

  origins!: string[];

  dailyLimit!: number;

  duplicates!: 'merge' | 'create';

  enabled!: boolean;

  thanks!: string | null;

  redirectUrl!: string | null;

  version!: number;
}

export class CaptureFormListView {
  items!: CaptureFormView[];
}

export class CaptureDayView {
  /** @format date */
  day!: string;

  captures!: number;
}

export class CaptureStatisticsView {
  /** Of the last 90 days those on which something came, newest first. */
  items!: CaptureDayView[];
}

export class FormChoiceView {
  code!: string;

  label!: string;
}

/** A field as a page renders it. */
export class PublicFormFieldView {
  /** `custom.<key>` goes into `values.custom`. */
  key!: string;

  label!: string;

  /** @example "phone" */
  type!: string;

  required!: boolean;

  choices!: FormChoiceView[];

  /** Characters. */
  maxLength!: number | null;
}

export class PublicFormView {
  name!: string;

  fields!: PublicFormFieldView[];

  consentText!: string | null;

  /** Goes back with the submission, no sooner than two seconds later. */
  token!: string;

  /** Its solution goes back as `captcha`; accepted once and for ten minutes. */
  challenge!: CaptchaChallengeView;
}

export class SubmissionView {
  thanks!: string | null;

  redirectUrl!: string | null;
}

/** What became of a capture. */
export class CaptureResultView {
  /** @format uuid */
  id!: string;

  outcome!: 'created' | 'merged';

  /**
   * The lead; null where it is one that you may not see.
   * @format uuid
   */
  leadId!: string | null;
}

/** One time that a lead came. */
export class LeadCaptureView {
  /** @format uuid */
  id!: string;

  /** `created`: the lead began with it; `merged`: it was there already. */
  outcome!: 'created' | 'merged';

  /**
   * Null: by the API.
   * @format uuid
   */
  formId!: string | null;

  formName!: string | null;

  /** What was sent, for who may change the lead; null for others. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  content!: Record<string, unknown> | null;

  /** @example { "source": "baidu" } */
  @ApiProperty({ type: 'object', additionalProperties: true })
  utm!: Record<string, unknown>;

  page!: string | null;

  /** Text, version, time and address of the consent. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  consent!: Record<string, unknown> | null;

  /** @format date-time */
  at!: string;
}

export class LeadCaptureListView extends pageOf(LeadCaptureView) {}
