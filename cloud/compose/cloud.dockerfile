# The cloud as Debian's package of it, which brings its own Node of the version that package.json pins, on a bare Debian: no npm, no compiler.
# docker build --file cloud/compose/cloud.dockerfile --tag fronta-cloud:0.1.0 .
FROM node:22.12.0-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json tsconfig.json LICENSE README.md ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY edge ./edge
COPY cloud ./cloud
COPY systemd ./systemd
RUN npx --no node systemd/packages/main.ts --only fronta-cloud --arch "$(dpkg --print-architecture)" --fast --out /packages
RUN dpkg-deb --extract /packages/fronta-cloud_*.deb /installed

FROM debian:12.8-slim
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates libatomic1 libstdc++6 openssl \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /installed/usr/lib/fronta-cloud /usr/lib/fronta-cloud
COPY --from=build /installed/usr/sbin/fronta-cloud /usr/sbin/fronta-cloud
RUN groupadd --gid 10001 fronta-cloud \
  && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/fronta-cloud --shell /usr/sbin/nologin fronta-cloud
USER 10001:10001
WORKDIR /var/lib/fronta-cloud
ENV NODE_ENV=production
EXPOSE 8080
# With the flags of fronta-cloud.service.
CMD ["/usr/lib/fronta-cloud/bin/node", "--max-old-space-size=512", "--max-semi-space-size=4", "/usr/lib/fronta-cloud/cloud/dist/main.mjs"]
