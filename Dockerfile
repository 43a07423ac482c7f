# A server on one machine, for tests and small teams: examples/docker. For a team in the cloud: docs/deploy.md.

FROM node:24-slim AS build
WORKDIR /source
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run package \
  && npm install --global --prefix /installed --no-audit --no-fund ./terrane-*.tgz

FROM node:24-slim
ENV NODE_ENV=production
COPY --from=build /installed /usr/local
RUN mkdir /data && chown node:node /data
USER node
WORKDIR /home/node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["terrane"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080", "--data", "/data"]
