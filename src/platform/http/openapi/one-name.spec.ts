import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ApiOkResponse, ApiProperty, DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { withOneClassAName } from './one-name.js';

const first = (() => {
  class DutyView {
    @ApiProperty()
    label!: string;
  }
  return DutyView;
})();
const second = (() => {
  class DutyView {
    @ApiProperty()
    onDuty!: boolean;
  }
  return DutyView;
})();

@Controller()
class Duties {
  @Get('first')
  @ApiOkResponse({ type: first })
  first(): void {}

  @Get('second')
  @ApiOkResponse({ type: second })
  second(): void {}
}

@Module({ controllers: [Duties] })
class DutiesModule {}

@Module({})
class EmptyModule {}

const generate = async (module: object): Promise<unknown> => {
  const app = await NestFactory.create(module, new FastifyAdapter(), { preview: true, logger: false });
  return withOneClassAName(() => SwaggerModule.createDocument(app, new DocumentBuilder().build()));
};

describe('the generator', () => {
  it('refuses two classes of one name, of which one would replace the other', async () => {
    await expect(generate(DutiesModule)).rejects.toThrow('are called DutyView');
  });

  it('lets classes pass that have names of their own', async () => {
    await expect(generate(EmptyModule)).resolves.toMatchObject({ paths: {} });
  });
});
