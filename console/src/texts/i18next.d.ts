import 'i18next';
import type accounts from './en/accounts.json';
import type audit from './en/audit.json';
import type common from './en/common.json';
import type endpoints from './en/endpoints.json';
import type findings from './en/findings.json';
import type keys from './en/keys.json';
import type people from './en/people.json';
import type session from './en/session.json';
import type tree from './en/tree.json';
import type usage from './en/usage.json';
import type why from './en/why.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: {
      accounts: typeof accounts;
      audit: typeof audit;
      common: typeof common;
      endpoints: typeof endpoints;
      findings: typeof findings;
      keys: typeof keys;
      people: typeof people;
      session: typeof session;
      tree: typeof tree;
      usage: typeof usage;
      why: typeof why;
    };
    defaultNS: 'common';
  }
}
