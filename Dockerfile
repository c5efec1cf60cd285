# pmtdocs in a container: docs/installation.md, « Un conteneur ».
#   docker build --tag pmtdocs .
#   docker run --rm --volume "$PWD":/projet pmtdocs check
# Pango is there: WeasyPrint, which lays out what is signed, and a modèle's own page, want it. It costs 16 MB.

FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends python3-venv
WORKDIR /source
COPY requirements/base.lock.txt .
RUN python3 -m venv /opt/pmtdocs \
    && /opt/pmtdocs/bin/pip install --no-cache-dir --no-deps --only-binary :all: --require-hashes \
        --requirement base.lock.txt
COPY LICENSE README.md pyproject.toml ./
COPY tools/readme.py tools/
COPY pmtdocs pmtdocs
# pip and hatchling have done their work: what is left runs, and nothing in it installs anything.
RUN /opt/pmtdocs/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /opt/pmtdocs/bin/pip uninstall --yes editables hatchling pathspec pluggy trove-classifiers \
    && /opt/pmtdocs/bin/pip uninstall --yes pip

FROM debian:trixie-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 python3 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/pmtdocs /opt/pmtdocs
# Whoever runs it has no home here (`--user`): caches go where anybody may write.
ENV HOME=/tmp LANG=C.UTF-8 PATH=/opt/pmtdocs/bin:$PATH
USER 1000:1000
WORKDIR /projet
ENTRYPOINT ["pmtdocs"]
CMD ["--help"]
