# Web, worker and beat are this one image; docker-compose.yml says which part a container starts.
# The steps are the scripts behind `make run`.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY curation/deploy/system_packages.sh curation/deploy/python_packages.sh curation/deploy/
RUN sh curation/deploy/system_packages.sh building
COPY requirements.txt .
RUN sh curation/deploy/python_packages.sh requirements.txt
COPY . .
RUN .venv/bin/python -m curation.deploy.prepare translations

FROM python:3.11-slim-bookworm
WORKDIR /app
COPY curation/deploy/system_packages.sh curation/deploy/
RUN sh curation/deploy/system_packages.sh reading && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data glosa && install -d -o glosa -m 700 /data
COPY --from=build /app /app
USER glosa
ENV CURATION_DATA=/data HOST=0.0.0.0 PORT=8000 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
CMD ["sh", "curation/deploy/start.sh", "web"]
