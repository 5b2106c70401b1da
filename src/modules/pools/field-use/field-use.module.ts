import { Module, type OnModuleInit } from '@nestjs/common';
import { FieldUses } from '../../settings/index.js';
import { usesByPools } from './rule-uses.js';

/** Keeps custom fields from being deleted while pools still work by them. */
@Module({})
export class FieldUseModule implements OnModuleInit {
  constructor(private readonly uses: FieldUses) {}

  onModuleInit(): void {
    this.uses.register(usesByPools);
  }
}
