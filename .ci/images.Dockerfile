# Stand-ins for official images, for machines that reach no image registry. Each keeps what compose, the Dockerfile and
# the tests rely on in the original: the names, paths, users, entrypoints, and whether there is a shell.
ARG BASE=runde-ci/debian:bookworm

# Everything but Node itself comes from the machine that builds: its certificates too, so that npm works inside.
FROM ${BASE} AS node
COPY ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY npmrc /usr/local/etc/npmrc
COPY npm /usr/local/lib/node_modules/npm
COPY node /usr/local/bin/node
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \
 && chmod +x /usr/local/lib/node_modules/npm/bin/*-cli.js \
 && groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node \
 && node --version && npm --version
CMD ["node"]

FROM ${BASE} AS redis
RUN apt-get update && apt-get install -y --no-install-recommends redis-server \
 && apt-get clean && rm -rf /var/lib/apt/lists/* \
 && mkdir -p /data && chown redis:redis /data
# As in the original, and unlike Debian's own settings: reachable from other containers when nothing else is said.
COPY --chmod=755 redis-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
VOLUME /data
WORKDIR /data
EXPOSE 6379
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["redis-server"]

FROM scratch AS nats
COPY nats-server /nats-server
COPY nats-server.conf /nats-server.conf
EXPOSE 4222 6222 8222
ENTRYPOINT ["/nats-server"]
CMD ["--config", "nats-server.conf"]

FROM ${BASE} AS livekit
COPY livekit-server /livekit-server
ENTRYPOINT ["/livekit-server"]

FROM ${BASE} AS traefik
COPY traefik /usr/local/bin/traefik
COPY --chmod=755 traefik-entrypoint.sh /entrypoint.sh
EXPOSE 80
ENTRYPOINT ["/entrypoint.sh"]
CMD ["traefik"]

FROM scratch AS pebble
COPY pebble /app
EXPOSE 14000 15000
ENTRYPOINT ["/app"]
