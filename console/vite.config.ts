import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { documentsApart } from './build/documents-apart.ts';
import { manifestBeside } from './build/manifest-beside.ts';
import { precompress } from './build/precompress.ts';

/** For `npm run dev`: where the service is that the page asks. */
const SERVICE = process.env.KEYTREE_DEV_SERVICE ?? 'http://127.0.0.1:4000';

export default defineConfig(({ command }) => {
  // Whatever it is called from, as the tests: React of other modes is half as large again, and slow.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    plugins: [documentsApart(), react(), manifestBeside(), precompress()],
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      // The Content-Security-Policy names files, no data.
      assetsInlineLimit: 0,
      target: 'es2022',
      rolldownOptions: {
        output: {
          // Hundreds of files of a few lines each would compress badly, and take a request each.
          codeSplitting: {
            groups: [
              // What stays as it is from one release to the next: browsers keep it.
              { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
              { name: 'urql', test: /node_modules\/(urql|@urql|wonka|@0no-co)\// },
              { name: 'mantine', test: /node_modules\/(@floating-ui|@mantine\/(hooks|core\/esm\/core))\// },
              { name: 'icons', test: /node_modules\/@tabler\/icons-react/ },
              { name: 'shared', test: /console\/src\/(api|app|parts|session|texts\/[^/]+\.ts|tree)\// },
            ],
          },
        },
      },
      // Those that know light-dark(): written for older ones it would not follow Mantine's switch.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    },
    server: { host: '127.0.0.1', proxy: { '/graphql': SERVICE, '/session': SERVICE } },
  };
});
