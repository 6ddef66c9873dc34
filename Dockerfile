# The whole Debian image has the compiler that better-sqlite3 needs where its ready-made binary cannot be had.
FROM node:22-bookworm AS build
WORKDIR /keytree
COPY package.json package-lock.json ./
COPY console/package.json console/
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY schema schema
COPY console console
RUN npm run build && npm prune --omit=dev

FROM node:22-bookworm-slim
ENV NODE_ENV=production KEYTREE_HOST=0.0.0.0
WORKDIR /keytree
COPY --from=build /keytree/package.json ./
COPY --from=build /keytree/node_modules node_modules
COPY bin bin
COPY --from=build /keytree/dist dist
COPY --from=build /keytree/console/dist console/dist
RUN mkdir data && chown node:node data
USER node
VOLUME /keytree/data
EXPOSE 4000
CMD ["node", "bin/keytree.js", "serve"]
