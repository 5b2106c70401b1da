import { Module } from '@nestjs/common';
import { CardReader } from './card-reader.js';
import { NameCardQueries } from './name-card.queries.js';
import { NameCardsController } from './name-cards.controller.js';
import { NameCardsForget } from './name-cards-forget.js';
import { NameCards } from './name-cards.service.js';

/** Photographed name cards. */
@Module({ controllers: [NameCardsController], providers: [NameCards, NameCardQueries, CardReader, NameCardsForget] })
export class NameCardsModule {}
