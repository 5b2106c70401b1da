import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsString, Length } from 'class-validator';

export class ConsentToResetRequest {
  /**
   * The name or the code of the enterprise, typed again.
   * @example "远航科技有限公司"
   */
  @IsString()
  @Length(1, 200)
  confirmation!: string;
}

export class CreateResetRequest extends ConsentToResetRequest {
  /**
   * What is to go: `leads`; `customers` with their contacts; `followUps` of both, which go with their records as well.
   * @example ["leads"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  kinds!: string[];

  /** @example "试用结束,正式上线前清空测试数据" */
  @IsString()
  @Length(1, 500)
  reason!: string;
}
