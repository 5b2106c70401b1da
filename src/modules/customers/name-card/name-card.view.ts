import { ApiProperty } from '@nestjs/swagger';
import { CARD_PHONE_KINDS, type CardPhoneKind } from './card-phones.js';

export const NAME_CARD_STATUSES = ['queued', 'ready', 'failed'] as const;
export type NameCardStatus = (typeof NAME_CARD_STATUSES)[number];

/** A field of a card. */
export class CardFieldView {
  /** @example "李静" */
  value!: string;

  /** How sure the reading is, 0 to 100. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100 })
  confidence!: number;
}

/** A number of a card, in E.164. */
export class CardPhoneView extends CardFieldView {
  @ApiProperty({ enum: CARD_PHONE_KINDS })
  kind!: CardPhoneKind;
}

/** What a contact could be made of; fields that the card does not show are null. */
export class CardDraftView {
  name!: CardFieldView | null;
  title!: CardFieldView | null;
  company!: CardFieldView | null;
  phones!: CardPhoneView[];
  email!: CardFieldView | null;
  website!: CardFieldView | null;
  wechat!: CardFieldView | null;
  address!: CardFieldView | null;
}

/** A photographed name card (名片). */
export class NameCardView {
  /** @format uuid */
  id!: string;

  /** @format uuid */
  fileId!: string;

  /** `failed` when nothing can be read from the picture. */
  @ApiProperty({ enum: NAME_CARD_STATUSES })
  status!: NameCardStatus;

  /** As soon as the card is `ready`. */
  draft!: CardDraftView | null;

  /** @format date-time */
  createdAt!: string;
}
