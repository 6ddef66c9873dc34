import { IsInt, IsOptional, MaxLength, Max, Min } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';

const MAX_PAGE = 100;
const MAX_CURSOR_LENGTH = 6_000;

/** Forwards only: lists that merge several sources. */
@ArgsType()
export class ForwardPageArgs {
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_PAGE)
  @Field(() => Int, {
    nullable: true,
    description: 'At most so many, from the beginning or after `after`: 20 where nothing is said, at most 100.',
  })
  first?: number | null;

  @IsOptional()
  @MaxLength(MAX_CURSOR_LENGTH)
  @Field(() => String, { nullable: true, description: 'Begin after this cursor.' })
  after?: string | null;
}

@ArgsType()
export class PageArgs extends ForwardPageArgs {
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_PAGE)
  @Field(() => Int, {
    nullable: true,
    description: "At most so many, from the end or before `before`, in the list's order.",
  })
  last?: number | null;

  @IsOptional()
  @MaxLength(MAX_CURSOR_LENGTH)
  @Field(() => String, { nullable: true, description: 'End before this cursor.' })
  before?: string | null;
}
