import { Field, ObjectType, registerEnumType } from 'type-graphql';
import {
  FINDING_KINDS,
  FINDING_RULES,
  FINDING_SEVERITIES,
  type FindingKind,
  type FindingSeverity,
} from '../../application/keys/finding-sql';
import type { VisibleApiKey } from '../../application/keys/visible-api-key';
import { ApiKeyType } from './api-key';
import { connectionTypes } from './connection';

export const FindingKindEnum = Object.fromEntries(FINDING_KINDS.map((kind) => [kind, kind])) as Record<
  FindingKind,
  FindingKind
>;
registerEnumType(FindingKindEnum, {
  name: 'SecurityFindingKind',
  description: 'What is risky about a key. New values may come in minor releases: keep a default branch.',
  valuesConfig: Object.fromEntries(FINDING_KINDS.map((kind) => [kind, { description: FINDING_RULES[kind].message }])),
});

export const FindingSeverityEnum = Object.fromEntries(FINDING_SEVERITIES.map((severity) => [severity, severity]));
registerEnumType(FindingSeverityEnum, {
  name: 'SecurityFindingSeverity',
  description: 'How much a finding matters. New values may come in minor releases: keep a default branch.',
  valuesConfig: {
    HIGH: { description: 'Mend it today.' },
    MEDIUM: { description: 'Mend it soon.' },
    LOW: { description: 'Consider it.' },
  },
});

@ObjectType('SecurityFinding', { description: 'Something risky about a key that works, and what to do about it.' })
class SecurityFindingType {
  @Field(() => FindingKindEnum, { description: 'What is risky.' })
  kind!: FindingKind;

  @Field(() => FindingSeverityEnum, { description: 'How much it matters.' })
  severity!: FindingSeverity;

  @Field(() => String, { description: 'What is risky and what to do, in English.' })
  message!: string;

  @Field(() => ApiKeyType, { description: 'The key.' })
  apiKey!: VisibleApiKey;
}

export const { Connection: SecurityFindingConnection } = connectionTypes(
  'SecurityFinding',
  () => SecurityFindingType,
  'findings, the most important first',
);
