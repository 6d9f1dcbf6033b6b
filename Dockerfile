# Debian "slim", not Alpine: the dependencies' prebuilt binaries are for glibc.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
COPY config/node-runtime/package.json config/node-runtime/
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production \
    RECAP_DATA_DIR=/data \
    RECAP_PORT=8787
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY config config
COPY commands commands
COPY src src
RUN mkdir /data && chown node:node /data \
    && ln -s /app/src/main.ts /usr/local/bin/recap && chmod +x src/main.ts
USER node
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.RECAP_PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Exec form: the process gets SIGTERM itself, and ends cleanly.
CMD ["node", "src/main.ts", "start"]
