import accounts from './accounts.json';
import audit from './audit.json';
import common from './common.json';
import endpoints from './endpoints.json';
import findings from './findings.json';
import keys from './keys.json';
import people from './people.json';
import session from './session.json';
import tree from './tree.json';
import usage from './usage.json';
import why from './why.json';

export const texts = { accounts, audit, common, endpoints, findings, keys, people, session, tree, usage, why };
