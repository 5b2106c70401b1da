import { Global, Module } from '@nestjs/common';
import { WorkingCalendars } from '../calendar/working-calendars.js';
import { ChangeFeed, ChangeFeedQueries } from './change-feed/index.js';
import { CustomFields } from './custom-fields.js';
import { DictionaryItems } from './dictionary/dictionary-items.js';
import { FieldFiles } from './field-files.js';
import { FormLayouts } from './form-layouts.js';
import { MomentFactory } from './moment-factory.js';
import { RecordLists } from './record-lists.js';
import { RecordReader } from './record-reader.js';
import { RecordWrites } from './record-writes.js';
import { RowSights } from './row-sight.js';
import { SavedViews } from './saved-views.js';

@Global()
@Module({
  providers: [
    ChangeFeed,
    ChangeFeedQueries,
    CustomFields,
    DictionaryItems,
    FieldFiles,
    FormLayouts,
    MomentFactory,
    RecordLists,
    RecordReader,
    RecordWrites,
    RowSights,
    SavedViews,
    WorkingCalendars,
  ],
  exports: [
    ChangeFeed,
    CustomFields,
    DictionaryItems,
    FieldFiles,
    FormLayouts,
    MomentFactory,
    RecordLists,
    RecordReader,
    RecordWrites,
    RowSights,
    SavedViews,
    WorkingCalendars,
  ],
})
export class RecordsModule {}
