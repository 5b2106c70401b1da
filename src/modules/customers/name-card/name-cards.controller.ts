import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SignedIn } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fileNotFound } from '../../../platform/files/index.js';
import { Context, Created, Fails } from '../../../platform/http/index.js';
import { nameCardNotFound, nameCardNotPicture } from './name-card.errors.js';
import { CreateNameCardRequest } from './name-card.requests.js';
import { NameCardView } from './name-card.view.js';
import { NameCards } from './name-cards.service.js';

@ApiTags('Contacts')
@Controller('name-cards')
@SignedIn()
export class NameCardsController {
  constructor(private readonly cards: NameCards) {}

  /** Have a photographed name card read. The picture leaves the installation for no one. */
  @Post()
  @Created('name-cards', NameCardView)
  @Fails(fileNotFound, nameCardNotPicture)
  create(@Context() ctx: Ctx, @Body() { fileId }: CreateNameCardRequest): Promise<NameCardView> {
    return this.cards.create(ctx, fileId);
  }

  /** Read a card of yours: as soon as it is `ready`, what a contact could be made of. It goes when its picture goes. */
  @Get(':id')
  @Fails(nameCardNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<NameCardView> {
    return this.cards.get(ctx, id);
  }
}
