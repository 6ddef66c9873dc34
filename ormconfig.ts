import { loadConfig } from './src/config/config';
import { dataSourceFor } from './src/database/data-source';

/** For TypeORM's command line (`npx typeorm -d ormconfig.ts migration:show`); Keytree itself does not read it. */
export default dataSourceFor({ url: loadConfig().databaseUrl });
