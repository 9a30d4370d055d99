# One image with the three programs: ticket-service, incident-service, firstline.
# docker-compose.yml says how each is run. Works with the classic builder too.

# Swagger UI, which /docs serves: fetched from PyPI as script/up does it. A checksum decides whether
# it is the right one, so a company's TLS proxy, whose certificate no image has, may be on the way.
FROM debian:bookworm-slim AS swagger-ui
ENV PIP_TRUSTED_HOST="pypi.org files.pythonhosted.org"
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates python3-pip \
  && rm -rf /var/lib/apt/lists/*
COPY script/lib/swagger-ui.sh /tmp/
RUN /tmp/swagger-ui.sh /swagger-ui

# The package with all its targets empty. It stays the same until a target is added, so what it
# depends on is built in a layer that outlives changes of our sources.
FROM debian:bookworm-slim AS hollow
WORKDIR /src
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN for target in Sources/* Tests/*; do \
    [ -z "$(find $target -name '*.swift')" ] && continue; \
    file=Hollow.swift; \
    if [ -e $target/main.swift ] || grep -rqw '^@main' $target; then file=main.swift; fi; \
    rm -r $target && mkdir $target && echo '// hollow' >$target/$file || exit 1; \
  done

FROM swift:6.3-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends libpq-dev pkg-config zlib1g-dev \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /src
ENV BUILD="swift build -c release --static-swift-stdlib --product"
COPY --from=hollow /src ./
RUN $BUILD ticket-service && $BUILD incident-service && $BUILD firstline
RUN rm -r Sources
COPY Sources Sources
RUN $BUILD ticket-service && $BUILD incident-service && $BUILD firstline \
  && cd .build/release \
  && install -D --strip --target-directory /programs ticket-service incident-service firstline

FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates libpq5 \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin firstline
COPY --from=swagger-ui /swagger-ui /usr/local/share/firstline/swagger-ui
COPY migrations /usr/local/share/firstline/migrations
COPY --from=build /programs /usr/local/bin
ENV HOST=0.0.0.0 \
  MIGRATIONS=/usr/local/share/firstline/migrations \
  SWAGGER_UI=/usr/local/share/firstline/swagger-ui
USER firstline
CMD ["firstline", "--help"]
