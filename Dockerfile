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

FROM swift:6.3-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends libpq-dev pkg-config zlib1g-dev \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# What the package depends on is fetched again only when the manifest changes. A layer of what was
# built did not help when it was tried: SwiftPM compiled everything again in the next one.
COPY Package.swift ./
RUN swift package resolve
COPY Sources Sources
COPY Tests Tests
COPY Benchmarks Benchmarks
COPY script/lib/build.sh /tmp/
SHELL ["/bin/bash", "-e", "-c"]
RUN source /tmp/build.sh; \
  for program in "${programs[@]}"; do \
    swift build "${release_flags[@]}" --product "$program"; \
  done; \
  cd .build/release; \
  install -D --strip --target-directory /programs ticket-service incident-service firstline

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
